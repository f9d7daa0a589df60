package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What real workers tell of themselves and of a connector, in the status. */
@Tag("connect")
class ReportedInventoryTest {
    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "told").withTopic(1);

    private final UserActions wanted = CLUSTER.wanted;

    @Test
    void the_topics_that_a_connector_has_used_are_in_its_status_after_one_request() {
        String path = "GET /connectors/%s/topics".formatted(connector.name);
        wanted.connector(connector.name, SequenceSpecs.source("", "topic: %s, rate: 5".formatted(connector.topic)));

        within(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(
                                wanted.connector(connector.name).getStatus().getTopics())
                        .isNotNull()
                        .satisfies(topics -> {
                            assertThat(topics.getCount()).isEqualTo(1);
                            assertThat(topics.getNames()).containsExactly(connector.topic);
                        }));

        assertThat(CLUSTER.count(path)).isEqualTo(1);
    }

    @Test
    void plugins_of_all_types_are_in_the_status_of_the_cluster_and_connectors_come_first() {
        var plugins = wanted.cluster(OperatedCluster.NAME).getStatus().getPlugins();

        assertThat(plugins)
                .extracting(Plugins::getType)
                .contains("source", "sink", "converter", "header_converter", "transformation", "predicate");
        assertThat(plugins)
                .extracting(Plugins::get_class)
                .contains("org.apache.kafka.connect.storage.StringConverter")
                .first()
                .asString()
                .startsWith("dev.kafkaconnect.e2e.");
    }
}
