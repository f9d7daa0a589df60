package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OrderlyStopTest {
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void hooksRunWhenTheWorkerHasStopped() throws Exception {
        try (Running worker = Running.start()) {
            worker.terminate();
            worker.letItStop();

            assertThat(worker.told().lines()).containsExactly("the worker has stopped", "a hook runs");
            assertThat(worker.process().waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    @Test
    void aSecondSignalDoesNotCutTheStopShort() throws Exception {
        try (Running worker = Running.start()) {
            worker.terminate();
            worker.signal();
            worker.letItStop();

            assertThat(worker.told().lines()).containsExactly("the worker has stopped", "a hook runs");
        }
    }

    @Test
    void tasksAreStoppedAlsoWhenTheRestServerIsNot() throws Exception {
        try (Running worker = Running.start(SignalledWorker.FAILS)) {
            worker.terminate();
            worker.letItStop();

            assertThat(worker.told().lines()).containsSubsequence("herder: stop", "a hook runs");
            assertThat(worker.process().waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    private record Running(Process process, BufferedReader told) implements AutoCloseable {

        static Running start(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    SignalledWorker.class.getName()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader told = process.inputReader();
            assertThat(told.readLine()).isEqualTo("signals are heard");
            return new Running(process, told);
        }

        /** As SIGTERM; the streams stay open. */
        void signal() {
            process.toHandle().destroy();
        }

        /** Returns when it has begun to stop. */
        void terminate() throws IOException {
            signal();
            assertThat(told.readLine()).isEqualTo("a signal");
            assertThat(told.readLine()).isEqualTo("the worker stops");
        }

        void letItStop() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
