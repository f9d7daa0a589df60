package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.api.connectclusterspec.pod.Probes;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.rest.RestTlsPodPart;
import dev.kafkaconnect.operator.cluster.settings.StartDeadline;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the kubelet asks a worker, and what it makes of the answers. Called by {@link WorkerContainer}. Pure.
 *
 * <p>A worker that is not ready is not a worker to restart: without Kafka, or while a member of its group holds up a rebalance, its
 * herder answers no request, and another process would do no better. So the liveness probe takes that for life, and gives everything
 * else minutes. The image's script knows the difference; HTTP codes alone do not tell it.
 */
final class WorkerProbes {
    private static final String SCRIPT = "/opt/kafka-connect/bin/worker-health";

    /**
     * The script waits within each startup probe and ends at once when the worker is healthy. The kubelet begins a probe with its
     * period, so that one must be short; but then the probes follow each other, and each takes its time.
     */
    private static final int START_PERIOD_SECONDS = 1;

    /** A worker gives up after 10 s and says what its herder does; the answer must not be missed. */
    private static final int START_TIMEOUT_SECONDS = 13;

    private static final int LIVENESS_TIMEOUT_SECONDS = 15;

    private final ClusterPlan plan;

    private WorkerProbes(ClusterPlan plan) {
        this.plan = plan;
    }

    static WorkerProbes of(ClusterPlan plan) {
        return new WorkerProbes(plan);
    }

    Probe startup() {
        int failures = StartDeadline.of(plan.resources()) / patience(START_TIMEOUT_SECONDS);
        return asked("start", Probes::getStartup, 0, START_PERIOD_SECONDS, START_TIMEOUT_SECONDS, failures);
    }

    Probe readiness() {
        return asked("ready", Probes::getReadiness, 0, 10, 10, 2);
    }

    Probe liveness() {
        return asked("live", Probes::getLiveness, 0, 20, LIVENESS_TIMEOUT_SECONDS, 15);
    }

    private Probe asked(
            String question,
            Function<Probes, @Nullable Probe> wanted,
            int initialDelay,
            int period,
            int timeout,
            int failures) {
        Probe users =
                Optional.ofNullable(plan.options().pod().probes()).map(wanted).orElseGet(Probe::new);
        int seconds = Objects.requireNonNullElse(users.getTimeoutSeconds(), timeout);
        Integer delay = Objects.requireNonNullElse(users.getInitialDelaySeconds(), initialDelay);
        return new ProbeBuilder()
                .withNewExec()
                .withCommand(
                        SCRIPT,
                        question,
                        String.valueOf(RestTlsPodPart.probedPort(plan)),
                        String.valueOf(patience(seconds)))
                .endExec()
                .withInitialDelaySeconds(delay == 0 ? null : delay)
                .withPeriodSeconds(Objects.requireNonNullElse(users.getPeriodSeconds(), period))
                .withTimeoutSeconds(seconds)
                .withFailureThreshold(Objects.requireNonNullElse(users.getFailureThreshold(), failures))
                .build();
    }

    /** Of the script, which is to say what it saw before the kubelet ends it. */
    private static int patience(int timeout) {
        return Math.max(1, timeout - 1);
    }
}
