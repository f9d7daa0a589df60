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

    private volatile @Nullable IndexerResourceCache<Pod> pods;

    public void readFrom(IndexerResourceCache<Pod> cache) {
        cache.addIndexer(BY_CLUSTER, pod -> {
            String name = pod.getMetadata().getLabels().get(Labels.CLUSTER);
            return name == null
                    ? List.of()
                    : List.of(new ClusterId(pod.getMetadata().getNamespace(), name).toString());
        });
        this.pods = cache;
    }

    /** None before there is a cache to read from. */
    public List<Pod> of(ClusterPlan plan) {
        IndexerResourceCache<Pod> cache = pods;
        return cache == null
                ? List.of()
                : cache.byIndex(BY_CLUSTER, new ClusterId(plan.namespace(), plan.name()).toString());
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
