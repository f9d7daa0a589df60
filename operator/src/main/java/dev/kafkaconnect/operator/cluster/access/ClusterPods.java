package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.Labels;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.workers.WorkerPods;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pods of each cluster, as the operator has them in memory. Asked in every pass, and by the sessions between passes. */
public final class ClusterPods {
    private static final String BY_CLUSTER = "by-cluster";
    private static final String PLUGIN_CHECKS = "plugin-checks";

    private volatile @Nullable IndexerResourceCache<Pod> pods;

    public void readFrom(IndexerResourceCache<Pod> cache) {
        cache.addIndexer(BY_CLUSTER, pod -> isPluginCheck(pod) ? List.of() : clusterOf(pod));
        cache.addIndexer(PLUGIN_CHECKS, pod -> isPluginCheck(pod) ? clusterOf(pod) : List.of());
        this.pods = cache;
    }

    /** The workers; none before there is a cache to read from. */
    public List<Pod> of(ClusterPlan plan) {
        return in(BY_CLUSTER, plan);
    }

    /** Those by which plug-ins are tried. */
    public List<Pod> pluginChecks(ClusterPlan plan) {
        return in(PLUGIN_CHECKS, plan);
    }

    private List<Pod> in(String index, ClusterPlan plan) {
        IndexerResourceCache<Pod> cache = pods;
        return cache == null
                ? List.of()
                : cache.byIndex(index, new ClusterId(plan.namespace(), plan.name()).toString());
    }

    private static boolean isPluginCheck(Pod pod) {
        return Labels.areOfPluginCheck(pod.getMetadata().getLabels());
    }

    private static List<String> clusterOf(Pod pod) {
        String name = pod.getMetadata().getLabels().get(Labels.CLUSTER);
        return name == null
                ? List.of()
                : List.of(new ClusterId(pod.getMetadata().getNamespace(), name).toString());
    }

    /** The pods of workers that are stopping; none of a standalone worker, which has no group to leave. */
    Set<String> leaving(ClusterPlan plan, Instant now) {
        return plan.mode() instanceof WorkerMode.Standalone
                ? Set.of()
                : of(plan).stream()
                        .filter(pod -> WorkerPods.isLeaving(pod, plan.grace(), now))
                        .map(pod -> pod.getMetadata().getName())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Ids, as Connect knows them, of the workers that live. */
    public Set<String> ready(ClusterPlan plan) {
        return ids(plan, WorkerPods::isReady);
    }

    /** Ids of those that may run what was on them, but are not ready. */
    Set<String> unready(ClusterPlan plan) {
        return ids(plan, WorkerPods::isUnready);
    }

    private Set<String> ids(ClusterPlan plan, Predicate<Pod> which) {
        return of(plan).stream()
                .filter(which)
                .map(pod -> plan.workerIdOf(pod.getMetadata().getName()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
