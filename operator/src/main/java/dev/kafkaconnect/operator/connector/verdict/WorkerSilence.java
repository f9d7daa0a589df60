package dev.kafkaconnect.operator.connector.verdict;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.time.Duration;
import java.time.Instant;

/**
 * What is said of a connector whose workers say nothing, and for how long its status stays as it is before that. Called by
 * {@code ConnectorReconciliation}. Pure.
 */
public final class WorkerSilence {

    /** A silence of the workers that is shorter changes the status of the ConnectCluster and of no Connector. */
    private static final Duration BRIEF = Duration.ofSeconds(10);

    /** How long a poll of the workers may be overdue until it is reported. */
    public static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    private WorkerSilence() {}

    /**
     * How much longer the status stays as it is; not positive when the silence is to be told. The first poll wakes the connector;
     * until then the old status is the best there is, but not for long.
     *
     * @param awaitedSince from when on the first poll has been waited for
     */
    public static Duration untilTold(ClusterView view, Instant awaitedSince, Instant now) {
        return switch (view) {
            case ClusterView.NotYet notYet -> Duration.between(now, awaitedSince.plus(FIRST_LOOK));
            case ClusterView.Unreachable silent -> untilTold(silent, now);
            default -> Duration.ZERO;
        };
    }

    static Duration untilTold(ClusterView.Unreachable silent, Instant now) {
        return silent.lastSeen().isAfter(now.minus(BRIEF))
                ? Duration.between(now.minus(BRIEF), silent.lastSeen())
                : Duration.ZERO;
    }

    public static Verdict verdict(ClusterView view, ClusterId cluster) {
        return switch (view) {
            case ClusterView.NotYet notYet ->
                new Verdict.Unknown(
                        Reason.ClusterNotReady,
                        "the workers of ConnectCluster %s have not been polled yet; see its status for the reason"
                                .formatted(cluster.name()));
            case ClusterView.Unreachable silent -> new Verdict.Unknown(Reason.RestUnreachable, lastSeen(silent));
            default ->
                new Verdict.Progressing(
                        Reason.ClusterNotReady, "no worker of ConnectCluster %s is ready".formatted(cluster.name()));
        };
    }

    private static String lastSeen(ClusterView.Unreachable silent) {
        return silent.lastSeen().equals(Instant.MIN)
                ? silent.message()
                : "%s; last seen at %s".formatted(silent.message(), silent.lastSeen());
    }
}
