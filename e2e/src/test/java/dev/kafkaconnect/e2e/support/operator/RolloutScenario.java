package dev.kafkaconnect.e2e.support.operator;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.waiting.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What tests of a rollout share: how it begins, the states that the workers go through while their controller and their kubelet
 * are played, and how it ends. Called by tests that have an operator and a player for the cluster; does not know what is rolled out.
 */
public final class RolloutScenario {
    /** After a change of a connector no worker is taken for so long. */
    public static final Duration SETTLED = Duration.ofSeconds(3);

    public static final String SPEC = """
            kafka: {bootstrapServers: 'kafka:9092'}
            image: v1
            rollout: {settleSeconds: 0}
            """;

    private final OperatorBench operator;
    private final UserActions wanted;
    private final WorkerPlayer workers;
    private final Duration limit;
    private final Supplier<String> state;
    private final List<String> states = new ArrayList<>();

    /** The states are the images of the workers. */
    public RolloutScenario(OperatorBench operator, UserActions wanted, WorkerPlayer workers) {
        this(operator, wanted, workers, Duration.ofSeconds(60), workers::images);
    }

    private RolloutScenario(
            OperatorBench operator, UserActions wanted, WorkerPlayer workers, Duration limit, Supplier<String> state) {
        this.operator = operator;
        this.wanted = wanted;
        this.workers = workers;
        this.limit = limit;
        this.state = state;
    }

    /** For how long something is waited for. */
    public RolloutScenario within(Duration time) {
        return new RolloutScenario(operator, wanted, workers, time, state);
    }

    /** What is a state of the workers. */
    public RolloutScenario of(Supplier<String> description) {
        return new RolloutScenario(operator, wanted, workers, limit, description);
    }

    /** Three workers are ready, a connector runs on them, and no change was just made. */
    public void begin() {
        ClusterScenario.ready(wanted, workers, SPEC);
        wanted.connector(
                "orders",
                "clusterRef: {name: %s}\nclass: FileStreamSource\nconfig: {topic: t}\n".formatted(workers.cluster()));
        eventually().until(() -> wanted.reasonOfConnector("orders"), "Running"::equals);
        operator.clock.advance(SETTLED);
    }

    /** The controller and the kubelet act until then; every state that is not the one before is kept. */
    public void playUntil(Callable<Boolean> done) {
        Eventually.within(limit).until(() -> {
            remember();
            workers.act();
            remember();
            return done.call();
        });
    }

    public void playUntilReason(String reason) {
        playUntil(() -> reason.equals(wanted.reasonOfCluster(workers.cluster())));
    }

    /** The same, while the operator looks at the cluster again and again, as it does when nothing tells it of a change. */
    public void lookUntil(Callable<Boolean> done) {
        playUntil(() -> {
            operator.clock.advance(OperatorBench.TOPICS_ARE_OLD);
            workers.touchFirstPod("look");
            return done.call();
        });
    }

    private void remember() {
        String now = state.get();
        if (states.isEmpty() || !states.getLast().equals(now)) {
            states.add(now);
        }
    }

    /** Those so far, for a test to read and to clear. */
    public List<String> states() {
        return states;
    }

    /** Neither by the operator nor by anybody else, in passes over a cluster at which nothing is left to do. */
    public void nothingIsWritten() {
        int writes = operator.settle(workers);
        String version = workers.statefulSet().getMetadata().getResourceVersion();
        operator.passTwice(workers);
        assertThat(operator.writes().after(writes)).isEmpty();
        assertThat(workers.statefulSet().getMetadata().getResourceVersion()).isEqualTo(version);
    }
}
