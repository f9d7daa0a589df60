package dev.kafkaconnect.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;

/**
 * A process of its own with a worker that is none, and a shutdown hook as plug-ins have them: tells in which order things happen
 * when a signal comes. Its tasks stop when a line is written to it.
 */
final class SignalledWorker {
    /** How the REST server ends. */
    enum RestServer {
        STOPS,
        FAILS,
        HANGS
    }

    private SignalledWorker() {}

    public static void main(String[] arguments) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tell("a hook runs")));
        Worker worker = new Worker(RestServer.valueOf(arguments[0]));
        GracefulShutdown.onSignals(worker, () -> tell("a signal"));
        tell("signals are heard");
        worker.over.await();
    }

    private static void tell(String what) {
        System.out.println(what);
    }

    private static final class Worker extends Connect<Herder> {
        private final RestServer rest;
        private final Thread main = Thread.currentThread();
        private final CountDownLatch over = new CountDownLatch(1);

        Worker(RestServer rest) {
            super(tasks(), null);
            this.rest = rest;
        }

        private static Herder tasks() {
            return (Herder) Proxy.newProxyInstance(
                    SignalledWorker.class.getClassLoader(),
                    new Class<?>[] {Herder.class},
                    (herder, method, arguments) -> {
                        awaitALine();
                        tell("tasks have stopped");
                        return null;
                    });
        }

        @Override
        public void stop() {
            switch (rest) {
                case STOPS -> letMainEnd();
                case FAILS -> throw new ConnectException("Unable to stop REST server");
                case HANGS -> awaitForever();
            }
            tell("the REST server has stopped");
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

        private static void awaitForever() {
            try {
                new CountDownLatch(1).await();
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
