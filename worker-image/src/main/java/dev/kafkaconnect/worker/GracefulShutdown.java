package dev.kafkaconnect.worker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.runtime.Connect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Ends a worker in good order when the process is told to end: connectors and tasks first of all, then everything else. Used by
 * both kinds of workers.
 *
 * <p>Left to itself, a JVM runs all shutdown hooks side by side: Kafka's, Jetty's and those of whatever the plug-ins have loaded.
 * Jetty's destroys the REST server while Kafka's stops it, and now and then Kafka's waits for that server for ever (Kafka 4.3,
 * Jetty 12.0). And where it does not, Kafka stops no task before the REST server has answered whatever it was asked, for which
 * it takes up to 60 s. Both ways the tasks go on until the process is killed, and what they have done since they last stored their
 * offsets is done again. So the tasks are stopped beside the REST server, and the hooks run after both. Java has no other
 * way to be told of a signal than this class of the module jdk.unsupported, which every JRE has.
 */
public final class GracefulShutdown {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulShutdown.class);
    private static final List<String> SIGNALS = List.of("TERM", "INT");

    /** A process that a signal ends has the exit code 128 + the number of the signal, by convention of shells. */
    private static final int SIGNALLED = 128;

    /** For the REST server, when the tasks have stopped: whoever asks has been told that the worker stops. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

    private final Connect<?> connect;
    private final Runnable first;
    private final AtomicBoolean begun = new AtomicBoolean();

    private GracefulShutdown(Connect<?> connect, Runnable first) {
        this.connect = connect;
        this.first = first;
    }

    /** @param first what is done at once when the process is told to end */
    public static void onSignals(Connect<?> connect, Runnable first) {
        GracefulShutdown stop = new GracefulShutdown(connect, first);
        SIGNALS.forEach(name -> Signal.handle(new Signal(name), stop::begin));
    }

    /** A second signal does not cut the first one short. */
    private void begin(Signal signal) {
        if (begun.compareAndSet(false, true)) {
            // The thread that tells of a signal keeps no process alive: with the worker the main thread ends,
            // and the process with it, with the exit code 0.
            Thread.ofPlatform().name("orderly-stop").daemon(false).start(() -> end(SIGNALLED + signal.getNumber()));
        }
    }

    private void end(int exitCode) {
        try {
            first.run();
            // Stops the herder too, which does no harm twice.
            Thread rest = Thread.ofPlatform().name("stop-rest-server").daemon().start(this::stopAll);
            connect.herder().stop();
            if (!rest.join(LAST_ANSWERS)) {
                LOG.warn("The REST server still has requests to answer, and is not waited for");
                // Hooks would wait for it.
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().exit(exitCode);
        }
    }

    private void stopAll() {
        try {
            connect.stop();
        } catch (RuntimeException restServer) {
            LOG.error("The REST server did not stop in good order", restServer);
        }
    }
}
