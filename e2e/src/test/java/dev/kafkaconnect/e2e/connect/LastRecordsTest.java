package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that need seconds to end, on two workers, only one of which is asked to end them. */
@Tag("connect")
class LastRecordsTest {
    /** How long each task is in a poll, of which it writes everything even if it was told to stop meanwhile. */
    private static final Duration POLL = Duration.ofSeconds(3);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @Test
    void no_task_writes_when_its_connector_is_gone_from_kubernetes() throws Exception {
        Map<String, String> policies =
                Map.of("last-1", "Delete", "last-2", "Delete", "last-3", "Stop", "last-4", "Stop");
        policies.forEach((name, policy) -> {
            SequenceSpecs.topic(CLUSTER.kafka.admin(), name, 1);
            wanted.connector(
                    name,
                    SequenceSpecs.source(
                            "deletionPolicy: " + policy,
                            "topic: %s, rate: 5, trouble.move: slow %d".formatted(name, POLL.toMillis())));
        });
        for (String name : policies.keySet()) {
            eventually().until(() -> CLUSTER.isReady(name));
            within(Duration.ofSeconds(30)).until(() -> end(name) > 0);
        }

        policies.keySet().forEach(wanted::deleteConnector);
        Map<String, Long> ends = new TreeMap<>();
        within(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50)).until(() -> {
            for (String name : policies.keySet()) {
                if (!ends.containsKey(name) && wanted.connector(name) == null) {
                    ends.put(name, end(name));
                }
            }
            return ends.size() == policies.size();
        });

        within(POLL.plusSeconds(5)).during(POLL).untilAsserted(() -> {
            for (String name : policies.keySet()) {
                assertThat(end(name)).as("records of " + name).isEqualTo(ends.get(name));
            }
        });
        for (String name : policies.keySet()) {
            assertThat(CLUSTER.has(name)).isEqualTo(policies.get(name).equals("Stop"));
        }
    }

    private static long end(String topic) throws Exception {
        return SequenceSpecs.end(CLUSTER.kafka.admin(), topic);
    }
}
