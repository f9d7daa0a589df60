package dev.kafkaconnect.worker;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.runtime.Connect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Ends a worker in good order when the process is told to end: connectors and tasks first, then everything else. Used by both
 * kinds of workers.
 *
 * <p>Left to itself, a JVM runs all shutdown hooks side by side: Kafka's, Jetty's and those of whatever the plug-ins have loaded.
 * Jetty's destroys the REST server while Kafka's stops it, and now and then Kafka's waits for that server for ever (Kafka 4.3,
 * Jetty 12.0): the tasks go on until the process is killed, and what they have done since they last stored their offsets is
 * done again. So the hooks run when the worker has stopped. Java has no other way to be told of a signal than this class
 * of the module jdk.unsupported, which every JRE has.
 */
public final class OrderlyStop {
    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);
    private static final List<String> SIGNALS = List.of("TERM", "INT");

    /** A process that a signal ends has the exit code 128 + the number of the signal, by convention of shells. */
    private static final int SIGNALLED = 128;

    private final Connect<?> connect;
    private final Runnable first;
    private final AtomicBoolean begun = new AtomicBoolean();

    private OrderlyStop(Connect<?> connect, Runnable first) {
        this.connect = connect;
        this.first = first;
    }

    /** @param first what is done at once when the process is told to end */
    public static void onSignals(Connect<?> connect, Runnable first) {
        OrderlyStop stop = new OrderlyStop(connect, first);
        SIGNALS.forEach(name -> Signal.handle(new Signal(name), stop::begin));
    }

    /** A second signal does not cut the first one short. */
    private void begin(Signal signal) {
        if (begun.compareAndSet(false, true)) {
            // The thread that tells of a signal keeps no process alive: the main thread, which ends with the worker,
            // would end it
            // with the exit code 0.
            Thread.ofPlatform().name("orderly-stop").daemon(false).start(() -> end(signal));
        }
    }

    private void end(Signal signal) {
        try {
            first.run();
            connect.stop();
        } catch (RuntimeException restServer) {
            // It is stopped first, and Kafka leaves everything else running when that fails.
            LOG.error("The REST server did not stop in good order", restServer);
            connect.herder().stop();
        } finally {
            Runtime.getRuntime().exit(SIGNALLED + signal.getNumber());
        }
    }
}
