package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;

/**
 * Removes hundreds of connectors in seconds, by the config topic of the workers: with one rebalance. For the end of a measurement,
 * since an {@link OperatedCluster} tidies up one at a time.
 */
public record QuickRemoval(OperatedCluster cluster) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The Connectors first, lest the operator makes again what is gone from the workers. Returns when both are gone. */
    public void of(Set<String> names) {
        var connectors = cluster.api.admin().resources(Connector.class).inNamespace(OperatedCluster.NAMESPACE);
        connectors.list().getItems().stream()
                .map(connector -> connector.getMetadata().getName())
                .filter(names::contains)
                .forEach(name -> connectors.withName(name).delete());
        try (ConfigTopic topic = ConfigTopic.of(cluster)) {
            topic.remove(names);
        }
        within(PATIENCE)
                .until(() -> Collections.disjoint(cluster.connect().connectors().keySet(), names));
        within(PATIENCE)
                .until(() -> connectors.list().getItems().stream()
                        .noneMatch(connector ->
                                names.contains(connector.getMetadata().getName())));
    }
}
