package dev.kafkaconnect.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When a connector was last seen, and when its workers last answered. */
class LastSeenTest {
    private static final Instant SEEN = MetricsCases.SEEN;

    static Stream<Arguments> views() {
        return Stream.of(
                Arguments.of(
                        new ClusterView.Seen(Map.of("team.orders", Observations.connector(RunState.Running)), SEEN),
                        SEEN,
                        SEEN),
                Arguments.of(new ClusterView.Seen(Map.of(), SEEN), null, SEEN),
                Arguments.of(new ClusterView.Unreachable("silent", SEEN), SEEN, SEEN),
                Arguments.of(new ClusterView.Unreachable("silent", Instant.MIN), null, null),
                Arguments.of(new ClusterView.NoWorkers(), null, null),
                Arguments.of(new ClusterView.NotYet(), null, null),
                Arguments.of(null, null, null));
    }

    @ParameterizedTest
    @MethodSource("views")
    void isTheTimeOfThePoll(@Nullable ClusterView view, @Nullable Instant ofConnector, @Nullable Instant ofCluster) {
        SeenConnector orders = MetricsCases.failedConnector();

        assertThat(SeenConnector.of(orders.connector(), orders.cluster(), "team.orders", view)
                        .lastSeen())
                .isEqualTo(ofConnector);
        assertThat(SeenCluster.lastPolled(view)).isEqualTo(ofCluster);
    }
}
