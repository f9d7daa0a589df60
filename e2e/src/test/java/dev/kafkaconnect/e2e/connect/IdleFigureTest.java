package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.figures.Figure;
import dev.kafkaconnect.e2e.support.figures.Figures;
import dev.kafkaconnect.e2e.support.measurement.Cost;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What connectors cost that do nothing: one request a tick, whatever their number, and no write. */
@Tag("connect")
class IdleFigureTest {
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration ALL_CREATED = Duration.ofSeconds(180);

    /** After its last change a cluster is watched at the active interval for 30 seconds. */
    private static final Duration CALM = Duration.ofSeconds(45);

    /** In which there are three polls at the slow pace, and more at the active one even of workers that are slow. */
    private static final Duration CALM_LOOK = Duration.ofSeconds(12);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void idle_connectors_cost_one_request_a_tick_and_no_write(int connectors) {
        for (int number = 0; number < connectors; number++) {
            wanted.connector("idle-" + number, """
                    clusterRef: {name: %s}
                    class: FileStreamSource
                    state: Stopped
                    config: {file: /dev/null, topic: lines}
                    """.formatted(OperatedCluster.NAME));
        }
        within(ALL_CREATED)
                .until(
                        () -> wanted.cluster(OperatedCluster.NAME)
                                .getStatus()
                                .getConnectors()
                                .getStopped(),
                        stopped -> stopped == connectors);
        aCalmCluster();
        int requestsBefore = CLUSTER.requests().size();
        int writesBefore = CLUSTER.writes();
        Cost.pass(LOOK);

        List<String> requests =
                CLUSTER.requests().subList(requestsBefore, CLUSTER.requests().size());
        List<String> writes = CLUSTER.writesAfter(writesBefore);
        long ticks = requests.stream().filter("GET /connectors"::equals).count();
        Figures.add(Figure.count("requests while %d connectors idle".formatted(connectors), requests.size(), "requests")
                .beside("%d ticks, %d writes", ticks, writes.size())
                .atMost(ticks));
        assertThat(ticks).isBetween(3L, 5L);
        assertThat(requests).hasSize((int) ticks);
        assertThat(writes).isEmpty();
    }

    /** Nothing written, and the observer at its slow pace, for some seconds. */
    private void aCalmCluster() {
        within(CALM.multipliedBy(3)).until(() -> {
            int writes = CLUSTER.writes();
            int requests = CLUSTER.requests().size();
            Cost.pass(CALM_LOOK);
            return CLUSTER.writes() == writes && CLUSTER.requests().size() - requests <= 3;
        });
    }
}
