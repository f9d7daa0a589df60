package dev.kafkaconnect.e2e.support.operator;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;

import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.users.UserActions;
import java.time.Duration;

/** What a rollout begins with: three workers that are ready, a connector that runs on them, and no change just now. */
public final class BeforeRollout {
    /** After a change of a connector no worker is taken for so long. */
    public static final Duration SETTLED = Duration.ofSeconds(3);

    public static final String SPEC = """
            kafka: {bootstrapServers: 'kafka:9092'}
            image: v1
            rollout: {settleSeconds: 0}
            """;

    private BeforeRollout() {}

    public static void await(OperatorBench operator, UserActions wanted, WorkerPlayer workers) {
        ClusterScenario.ready(wanted, workers, SPEC);
        wanted.connector("orders", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {topic: t}\n");
        eventually().until(() -> wanted.reasonOfConnector("orders"), "Running"::equals);
        operator.clock.advance(SETTLED);
    }
}
