package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.worker.SignalledWorker.RestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GracefulShutdownTest {
    private static final int ENDED_BY_SIGTERM = 143;

    @Test
    void hooksRunWhenTheWorkerHasStopped() throws Exception {
        try (StartedWorker worker = StartedWorker.start(RestServer.STOPS)) {
            worker.terminate();
            worker.letTasksStop();

            assertThat(worker.told().lines())
                    .containsExactlyInAnyOrder("the REST server has stopped", "tasks have stopped", "a hook runs")
                    .endsWith("a hook runs");
            assertThat(worker.process().waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    @Test
    void aSecondSignalDoesNotCutTheStopShort() throws Exception {
        try (StartedWorker worker = StartedWorker.start(RestServer.STOPS)) {
            worker.terminate();
            worker.signal();
            worker.letTasksStop();

            assertThat(worker.told().lines())
                    .containsExactlyInAnyOrder("the REST server has stopped", "tasks have stopped", "a hook runs")
                    .endsWith("a hook runs");
        }
    }

    @Test
    void tasksAreStoppedAlsoWhenTheRestServerFailsToStop() throws Exception {
        try (StartedWorker worker = StartedWorker.start(RestServer.FAILS)) {
            worker.terminate();
            worker.letTasksStop();

            assertThat(worker.told().lines()).containsSubsequence("tasks have stopped", "a hook runs");
            assertThat(worker.process().waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    @Test
    void tasksAreStoppedAndTheProcessEndsAlsoWhenTheRestServerHasRequestsToAnswer() throws Exception {
        try (StartedWorker worker = StartedWorker.start(RestServer.HANGS)) {
            worker.terminate();
            worker.letTasksStop();

            assertThat(worker.told().lines()).contains("tasks have stopped").doesNotContain("a hook runs");
            assertThat(worker.process().waitFor()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    private record StartedWorker(Process process, BufferedReader told) implements AutoCloseable {

        static StartedWorker start(RestServer rest) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SignalledWorker.class.getName(),
                            rest.name())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader told = process.inputReader();
            assertThat(told.readLine()).isEqualTo("signals are heard");
            return new StartedWorker(process, told);
        }

        /** As SIGTERM; the streams stay open. */
        void signal() {
            process.toHandle().destroy();
        }

        /** Returns when it has begun to stop. */
        void terminate() throws IOException {
            signal();
            assertThat(told.readLine()).isEqualTo("a signal");
        }

        void letTasksStop() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
