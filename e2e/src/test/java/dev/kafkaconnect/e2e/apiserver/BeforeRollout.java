package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.apiserver.Patience.eventually;

import java.time.Duration;

/** What a rollout begins with: three workers that are ready, a connector that runs on them, and no change just now. */
final class BeforeRollout {
    /** After a change of a connector no worker is taken for so long. */
    static final Duration SETTLED = Duration.ofSeconds(3);

    static final String SPEC = """
            kafka: {bootstrapServers: 'kafka:9092'}
            image: v1
            rollout: {settleSeconds: 0}
            """;

    private BeforeRollout() {}

    static void await(OperatorBench operator, Wanted wanted, WorkerPlayer workers) {
        wanted.cluster("example", SPEC);
        workers.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster("example"), "WorkersReady"::equals);
        wanted.connector("orders", "clusterRef: {name: example}\nclass: FileStreamSource\nconfig: {topic: t}\n");
        eventually().until(() -> wanted.reasonOfConnector("orders"), "Running"::equals);
        operator.clock.advance(SETTLED);
    }
}
