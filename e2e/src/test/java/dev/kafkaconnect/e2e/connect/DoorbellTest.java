package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import dev.kafkaconnect.operator.connect.ConnectApi;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What workers note in their status topic has them looked at, however far away the next look is. */
@Tag("connect")
class DoorbellTest {
    private static final String NAME = "rung-for";
    private static final String LOOK = "GET /connectors";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    private final UserActions wanted = CLUSTER.wanted;

    @AfterEach
    void the_usual_pace() {
        CLUSTER.restartOperator();
    }

    @Test
    void a_connector_that_somebody_pauses_is_seen_and_resumed() {
        SequenceSpecs.topic(CLUSTER.kafka.admin(), NAME, 1);
        wanted.connector(NAME, SequenceSpecs.source("", "topic: %s, rate: 1".formatted(NAME)));
        eventually().until(() -> CLUSTER.isReady(NAME));
        long looks = CLUSTER.count(LOOK);
        CLUSTER.restartOperator(Duration.ofHours(1));
        eventually().until(() -> CLUSTER.count(LOOK) > looks);
        ConnectApi workers = CLUSTER.connect();
        String resume = "PUT /connectors/%s/resume".formatted(NAME);
        long before = CLUSTER.count(resume);

        // Nothing is heard of what was noted before the operator began to listen.
        eventually().pollInterval(Duration.ofSeconds(3)).until(() -> {
            workers.pause(NAME);
            return CLUSTER.count(resume) > before;
        });
    }
}
