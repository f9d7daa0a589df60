package dev.kafkaconnect.operator.events;

import dev.kafkaconnect.operator.requests.Behalf;
import dev.kafkaconnect.operator.text.Shortened;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happened, for {@code kubectl describe}. Called on transitions only. Nobody waits for an event to be written: a thread of its
 * own writes one at a time, so that thousands of changes at once are not slowed down by what is told of them.
 */
public final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    /** The API server takes no longer note. */
    private static final int LONGEST_NOTE = 1_000;

    /** Later ones are dropped: they take memory. */
    private static final int MOST_WAITING = 10_000;

    /** For the last events of an operator that stops. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(2);

    private static final String FLOW = "events";

    private final EventWriter writer;
    private final Clock clock;
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofVirtual().name("events").factory(),
            (dropped, pool) -> LOG.warn("An event was dropped: {} others wait to be written", MOST_WAITING));

    /** @param reporter name of this replica */
    public Events(KubernetesClient client, String reporter, Clock clock) {
        this.writer = new EventWriter(client, reporter);
        this.clock = clock;
    }

    public void normal(HasMetadata about, String reason, String note) {
        emit(about, "Normal", reason, note);
    }

    public void warning(HasMetadata about, String reason, String note) {
        emit(about, "Warning", reason, note);
    }

    private void emit(HasMetadata about, String type, String reason, String note) {
        Occurrence occurrence = Occurrence.of(about, type, reason, Shortened.to(LONGEST_NOTE, note), clock.instant());
        thread.execute(() -> Behalf.of(FLOW, () -> writer.write(occurrence)));
    }

    /** Events of the last moments are written, if that does not take long. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (thread.awaitTermination(LAST_WRITES.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
