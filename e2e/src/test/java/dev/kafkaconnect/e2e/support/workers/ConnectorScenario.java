package dev.kafkaconnect.e2e.support.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.kafka.UniqueName;
import dev.kafkaconnect.e2e.support.waiting.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What most tests of one connector begin with: a name and a topic that no other test of the run has, and the status to wait for.
 * Registered as an instance field; does not know what the connector does.
 */
public final class ConnectorScenario implements BeforeEachCallback {
    private final OperatedCluster cluster;
    private final int partitions;
    private final Duration limit;
    public final String name;
    public final String topic;

    public ConnectorScenario(OperatedCluster cluster, String prefix) {
        this(cluster, UniqueName.of(prefix), 0, Duration.ofSeconds(60));
    }

    private ConnectorScenario(OperatedCluster cluster, String name, int partitions, Duration limit) {
        this.cluster = cluster;
        this.name = name;
        this.topic = "topic-of-" + name;
        this.partitions = partitions;
        this.limit = limit;
    }

    /** Its topic exists when the test begins. */
    public ConnectorScenario withTopic(int count) {
        return new ConnectorScenario(cluster, name, count, limit);
    }

    /** For how long a status is waited for. */
    public ConnectorScenario within(Duration time) {
        return new ConnectorScenario(cluster, name, partitions, time);
    }

    /** Another connector of the same test, with the name that it has in Kubernetes. */
    public ConnectorScenario other(String connector) {
        return new ConnectorScenario(cluster, connector, 0, limit);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (partitions > 0) {
            SequenceSpecs.topic(cluster.kafka.admin(), topic, partitions);
        }
    }

    /** Waits until the status of the newest spec has that reason, and all the words in its message. */
    public void becomes(String reason, String... words) {
        Eventually.within(limit)
                .alias(name + " becomes " + reason)
                .untilAsserted(() -> assertThat(cluster.wanted.ofConnector(name, "Ready"))
                        .isNotNull()
                        .satisfies(ready -> {
                            assertThat(ready.getReason()).as(ready.getMessage()).isEqualTo(reason);
                            assertThat(ready.getObservedGeneration())
                                    .isEqualTo(cluster.wanted
                                            .connector(name)
                                            .getMetadata()
                                            .getGeneration());
                            for (String word : words) {
                                assertThat(ready.getMessage()).contains(word);
                            }
                        }));
    }
}
