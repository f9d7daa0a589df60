package dev.kafkaconnect.operator.cluster.report;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.VerifiedBefore;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.settings.InvalidSpec;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.cluster.workers.WorkersReadiness;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The file findings.yaml of a golden case: what a pass learned beside the StatefulSet and its pods. */
record GivenFindings(
        TopicsReport.@Nullable Verified verified,
        TopicsReport.@Nullable Refused refused,
        TopicsReport.@Nullable Unreachable unreachable,
        TopicsReport.@Nullable NotLookedAt notLookedAt,
        View view,
        @Nullable Set<String> livingWorkers,
        @Nullable List<String> unmanaged,
        @Nullable WorkerInfo worker,
        @Nullable List<InstalledPlugin> plugins,
        @Nullable SortedMap<String, String> loggers) {
    private static final Instant LAST_SEEN = Instant.parse("2026-01-31T11:59:00Z");

    enum View {
        NotYet,
        NoWorkers,
        Silent,
        Seen
    }

    static Findings read(GoldenCase golden, ConnectCluster cluster) {
        boolean paused = Boolean.TRUE.equals(cluster.getSpec().getPaused());
        try {
            ClusterPlan plan = Clusters.PLANNER.plan(cluster);
            GivenFindings given = golden.value("findings.yaml", new TypeReference<>() {});
            return given.findings(golden, cluster, plan, paused);
        } catch (InvalidSpec invalid) {
            return Findings.invalid(
                    new Verdict.Stalled(Reason.ConfigInvalid, invalid.text()),
                    FoundWorkers.silent(
                            null,
                            golden.has("workers.yaml") ? golden.resource("workers.yaml", StatefulSet.class) : null),
                    FoundConnectors.notAsked(List.of()),
                    new Findings.Remarks(paused, List.of()));
        }
    }

    private Findings findings(GoldenCase golden, ConnectCluster cluster, ClusterPlan plan, boolean paused) {
        StatefulSet workers = golden.has("workers.yaml") ? golden.resource("workers.yaml", StatefulSet.class) : null;
        List<Pod> pods = workers == null ? List.of() : golden.resources("workers.yaml", Pod.class);
        return new Findings(
                plan,
                obstacle(workers != null, VerifiedBefore.of(cluster)),
                verified != null
                        ? complete(verified)
                        : refused != null ? refused : notLookedAt != null ? notLookedAt : unreachable,
                new FoundWorkers(
                        WorkersReadiness.of(plan, workers, pods, null, Instant.parse("2026-01-31T12:00:00Z")),
                        workers,
                        worker == null ? null : new WorkerInventory(worker, plugins == null ? List.of() : plugins),
                        loggers),
                new FoundConnectors(
                        clusterView(golden), unmanaged == null ? List.of() : unmanaged, kept(plan), List.of()),
                new Findings.Remarks(paused, List.of()));
    }

    /** Remarks may be left out of the file. */
    private static TopicsReport.Verified complete(TopicsReport.Verified given) {
        return given.remarks() == null ? new TopicsReport.Verified(given.kafkaClusterId(), given.topics()) : given;
    }

    private static @Nullable StartSetConfigMap kept(ClusterPlan plan) {
        return plan.mode() instanceof WorkerMode.Standalone ? StartSetConfigMap.of(plan, new TreeMap<>()) : null;
    }

    private @Nullable Verdict obstacle(boolean hasWorkers, VerifiedBefore before) {
        if (refused != null) {
            return TopicsVerdict.isTolerated(refused, before) ? null : TopicsVerdict.of(refused);
        }
        return unreachable == null ? null : TopicsVerdict.of(unreachable, hasWorkers);
    }

    private ClusterView clusterView(GoldenCase golden) {
        return switch (view) {
            case NotYet -> new ClusterView.NotYet();
            case NoWorkers -> new ClusterView.NoWorkers();
            case Silent -> new ClusterView.Unreachable("the workers did not answer within 8 s", LAST_SEEN);
            case Seen -> {
                Map<String, ConnectorListing> answer = golden.value("observed.json", new TypeReference<>() {});
                Set<String> ready = livingWorkers == null ? Set.of() : livingWorkers;
                yield new ClusterView.Seen(Observations.of(answer, ready), LAST_SEEN);
            }
        };
    }
}
