package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A worker that starts can miss the states of tasks that run elsewhere, when a former connector of the same name was deleted
 * before: what it says of them for good is nothing.
 */
@Tag("connect")
@Tag("faults")
class StaleStatusStoreTest {
    private static final Duration ALL = Duration.ofSeconds(60);
    private static final int CONNECTORS = 16;

    /** Which partition a worker reads first is a matter of luck. */
    private static final int STARTS = 6;

    private static final Duration SEVERAL_LOOKS = Duration.ofSeconds(12);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @Test
    void tasks_that_the_worker_that_answers_knows_nothing_of_are_shown_as_they_are() throws Exception {
        createAll();
        names().forEach(wanted::deleteConnector);
        within(ALL).until(() -> names().stream().allMatch(name -> wanted.connector(name) == null));
        createAll();

        for (int start = 0; start < STARTS && unknownTo(0).isEmpty(); start++) {
            CLUSTER.workers().kill(0);
            CLUSTER.workers().start();
            within(ALL).until(() -> unknownTo(1).isEmpty());
        }
        assertThat(unknownTo(0))
                .as("tasks that the new worker knows nothing of")
                .isNotEmpty();

        within(ALL).during(SEVERAL_LOOKS).until(() -> names().stream().allMatch(CLUSTER::isReady));
        assertThat(unknownTo(0)).isNotEmpty();
    }

    private static List<String> names() {
        return IntStream.range(0, CONNECTORS)
                .mapToObj(number -> "forgotten-" + number)
                .toList();
    }

    private void createAll() {
        names().forEach(CLUSTER::idleConnector);
        within(ALL).until(() -> names().stream().allMatch(CLUSTER::isReady));
    }

    private static Set<String> unknownTo(int worker) throws ConnectFault {
        return CLUSTER.connect(worker).connectors().entrySet().stream()
                .filter(connector -> isUnknown(connector.getValue()))
                .map(connector -> connector.getKey())
                .collect(Collectors.toSet());
    }

    private static boolean isUnknown(ConnectorListing listing) {
        return listing.silentTasks().findAny().isPresent();
    }
}
