package dev.kafkaconnect.operator.observe.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenTest {
    private static final Instant AS_OF = Instant.parse("2026-01-31T12:00:00Z");
    private static final Map<String, ObservedConnector> ORDERS =
            Map.of("orders", Observations.connector(RunState.Running, RunState.Running));

    private static ClusterView.Seen seen(Map<String, Instant> unread, Map<String, Instant> outdated) {
        return new ClusterView.Seen(ORDERS, AS_OF, new ConfigGaps(unread, outdated), Map.of());
    }

    @Test
    void aConnectorIsSeenWhenTheStatesWere() {
        assertThat(seen(Map.of(), Map.of()).of("orders")).isEqualTo(new ClusterView.Seen(ORDERS, AS_OF));
    }

    @Test
    void aConnectorThatWasSentAConfigurationSinceIsSeenBeforeThat() {
        ClusterView orders =
                seen(Map.of(), Map.of("orders", AS_OF.minusSeconds(1))).of("orders");

        assertThat(orders)
                .isInstanceOfSatisfying(
                        ClusterView.Seen.class, seen -> assertThat(seen.asOf()).isBefore(AS_OF.minusSeconds(1)));
    }

    @Test
    void nothingIsSaidOfAConnectorWithoutItsConfiguration() {
        assertThat(seen(Map.of("orders", AS_OF), Map.of()).of("orders")).isEqualTo(new ClusterView.NotYet());
    }

    @Test
    void aConnectorThatTheWorkersDoNotHaveIsAbsent() {
        assertThat(seen(Map.of(), Map.of("refunds", AS_OF)).of("refunds"))
                .isEqualTo(new ClusterView.Seen(Map.of(), AS_OF));
    }

    @Test
    void aGapThatClosesIsAChange() {
        ClusterView.Seen before = seen(Map.of(), Map.of("orders", AS_OF));

        assertThat(seen(Map.of(), Map.of()).changedSince(before)).containsExactly("orders");
        assertThat(before.changedSince(before)).isEmpty();
    }

    @Test
    void aConnectorThatWasAskedForByNameWasSeenThen() {
        Instant asked = AS_OF.plusSeconds(1);
        ClusterView.Seen seen =
                new ClusterView.Seen(ORDERS, AS_OF, ConfigGaps.NONE, Map.of("orders", asked, "deleted", asked));

        assertThat(seen.of("orders")).isEqualTo(new ClusterView.Seen(ORDERS, asked));
        assertThat(seen.of("deleted")).isEqualTo(new ClusterView.Seen(Map.of(), asked));
        assertThat(seen.of("others")).isEqualTo(new ClusterView.Seen(Map.of(), AS_OF));
    }
}
