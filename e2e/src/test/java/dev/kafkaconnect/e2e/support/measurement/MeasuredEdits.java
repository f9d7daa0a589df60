package dev.kafkaconnect.e2e.support.measurement;

import dev.kafkaconnect.e2e.support.apiserver.StatusLog;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Edits of one Connector, one after the other: each from the change to the status that it is in effect. */
public final class MeasuredEdits {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final OperatedCluster cluster;
    private final String connector;
    private int edits;

    /** @param connector exists, with a class that takes {@code batch.size} */
    public MeasuredEdits(OperatedCluster cluster, String connector) {
        this.cluster = cluster;
        this.connector = connector;
    }

    public Seconds times(int number) throws Exception {
        return Seconds.of(number, this::edit);
    }

    private double edit() {
        try (StatusLog log = StatusLog.of(cluster.api)) {
            edits++;
            long start = System.nanoTime();
            cluster.wanted.changeConnector(connector, "config: {batch.size: %d}".formatted(100 + edits));
            long generation = cluster.wanted.connector(connector).getMetadata().getGeneration();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> log.of(connector).stream().anyMatch(shown -> shown.isReady(generation)));
            return log.of(connector).stream()
                    .filter(shown -> shown.isReady(generation))
                    .mapToDouble(shown -> Seconds.between(start, shown.nanos()))
                    .min()
                    .orElseThrow();
        }
    }
}
