package dev.kafkaconnect.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for brokers before a worker starts. Kafka's own workers end when no broker has answered for 60 s; after an outage of some
 * minutes Kubernetes would then let them wait for minutes more before it starts them again. Used by both kinds of workers.
 *
 * <p>What is refused, such as a password, still ends the process at once.
 */
public final class AwaitedKafka {
    private static final Logger LOG = LoggerFactory.getLogger(AwaitedKafka.class);

    /** As {@code bin/worker-health} knows it: the file is there for as long as no broker answers. */
    private static final String SIGN = "waiting-for-kafka";

    /** After what fails at once, such as a name that is not known while no broker is ready. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** What clients say when no name of the bootstrap servers is known. */
    private static final String NO_NAME = "No resolvable bootstrap urls";

    private final Path sign;
    private final Duration pause;

    AwaitedKafka(Path sign, Duration pause) {
        this.sign = sign;
        this.pause = pause;
    }

    /** The same configuration, when a broker has answered. */
    public static <T extends WorkerConfig> T by(T config) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        // The configuration keeps what it has learnt.
        new AwaitedKafka(temporary.resolve(SIGN), PAUSE).until(config::kafkaClusterId);
        return config;
    }

    void until(Runnable question) {
        while (!answers(question)) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for Kafka", stopped);
            }
        }
    }

    private boolean answers(Runnable question) {
        try {
            question.run();
            Files.deleteIfExists(sign);
            return true;
        } catch (RuntimeException failed) {
            if (!isAbsence(failed)) {
                throw failed;
            }
            LOG.warn("No broker answers; this worker starts when one does", failed);
            tell();
            return false;
        } catch (IOException kept) {
            throw new IllegalStateException("%s cannot be deleted".formatted(sign), kept);
        }
    }

    private void tell() {
        try {
            Files.writeString(sign, "no broker answers\n");
        } catch (IOException untold) {
            LOG.warn("{} cannot be written: the probes do not know that this worker waits for Kafka", sign, untold);
        }
    }

    private static boolean isAbsence(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof RetriableException
                        || cause instanceof ConfigException
                                && String.valueOf(cause.getMessage()).contains(NO_NAME));
    }
}
