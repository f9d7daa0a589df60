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
        OrderlyStop.onSignals(new Worker(herder(), List.of(arguments).contains(FAILS)));
        tell("signals are heard");
        new CountDownLatch(1).await();
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

        Worker(Herder herder, boolean fails) {
            super(herder, null);
            this.fails = fails;
        }

        @Override
        public void stop() {
            tell("the worker stops");
            awaitALine();
            if (fails) {
                throw new ConnectException("Unable to stop REST server");
            }
            tell("the worker has stopped");
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
