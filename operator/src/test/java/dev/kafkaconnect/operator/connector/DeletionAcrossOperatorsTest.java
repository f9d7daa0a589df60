package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connector.ConnectorDeletion.Progress;
import dev.kafkaconnect.operator.selection.WatchSelector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Connector is deleted whose cluster another operator looks after, because the labels of the two do not match any more. */
class DeletionAcrossOperatorsTest extends DeletionCase {

    DeletionAcrossOperatorsTest() {
        selector = WatchSelector.parse("shard=a");
        cluster.getMetadata().setUid("uid-of-payments");
        cluster.getMetadata().setLabels(Map.of("shard", "b"));
    }

    @Test
    void whatWasInChargeLeavesTheDeletionToTheOtherOperatorAtOnce() {
        Progress progress = advance(open.sessions);

        assertThat(reasonOf(progress)).isEqualTo("DeletionOwed");
        assertThat(owed()).containsOnlyKeys("orders");
        assertThat(asked()).isEmpty();
    }

    @Test
    void whatWasNeverInChargeOfAConnectorOfThisClusterLeavesNothing() {
        connector.getStatus().setAdmittedBy(null);

        assertThat(advance(open.sessions)).isEqualTo(new Progress.Done());
        assertThat(owed()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void whenTheLabelsMatchItIsDeletedAsUsual() {
        cluster.getMetadata().setLabels(Map.of("shard", "a"));

        advance(open.sessions);

        assertThat(owed()).isEmpty();
        assertThat(asked()).isNotEmpty();
    }
}
