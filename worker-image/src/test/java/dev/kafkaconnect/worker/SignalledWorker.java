package dev.kafkaconnect.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;

/**
 * A process of its own with a worker that is none, and a shutdown hook as plug-ins have them: tells in which order things happen
 * when a signal comes. Stops when a line is written to it.
 */
final class SignalledWorker {
    static final String FAILS = "fails";

    private SignalledWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tell("a hook runs")));
        Worker worker = new Worker(herder(), List.of(arguments).contains(FAILS));
        OrderlyStop.onSignals(worker, () -> tell("a signal"));
        tell("signals are heard");
        worker.over.await();
    }

    private static void tell(String what) {
        System.out.println(what);
    }

    private static Herder herder() {
        return (Herder) Proxy.newProxyInstance(
                SignalledWorker.class.getClassLoader(), new Class<?>[] {Herder.class}, (herder, method, arguments) -> {
                    tell("herder: " + method.getName());
                    return null;
                });
    }

    private static final class Worker extends Connect<Herder> {
        private final boolean fails;
        private final Thread main = Thread.currentThread();
        private final CountDownLatch over = new CountDownLatch(1);

        Worker(Herder herder, boolean fails) {
            super(herder, null);
            this.fails = fails;
        }

        @Override
        public void stop() {
            tell("the worker stops");
            awaitALine();
            letMainEnd();
            if (fails) {
                throw new ConnectException("Unable to stop REST server");
            }
            tell("the worker has stopped");
        }

        /** As a worker's does when it hears that the worker has stopped. */
        private void letMainEnd() {
            over.countDown();
            try {
                main.join();
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
        }

        private static void awaitALine() {
            try {
                while (System.in.read() != '\n') {}
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
