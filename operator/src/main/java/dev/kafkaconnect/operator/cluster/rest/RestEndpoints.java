package dev.kafkaconnect.operator.cluster.rest;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.workers.WorkerPods;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.status.StatusWriter;
import dev.kafkaconnect.operator.tls.RestTls;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where to ask the workers. The Service, unless they are on the way from plain HTTP to TLS or back: then a single pod, and
 * one with TLS as long as there is any, because it can pass requests on to workers of both kinds. A single pod also while
 * others come or go: a REST server stops when it has no connection any more, and what runs on the worker only after that; and a
 * worker that has just begun is slow. Pure.
 */
public final class RestEndpoints {

    private static final Comparator<Pod> LONGEST_RUNNING = Comparator.comparing(
            pod -> pod.getStatus().getStartTime(), Comparator.nullsFirst(Comparator.naturalOrder()));

    private RestEndpoints() {}

    /** @param tls null when there are no certificates */
    public static RestEndpoint of(ClusterPlan plan, @Nullable RestTls tls, Collection<Pod> pods) {
        List<Pod> ready = pods.stream()
                .filter(WorkerPods::isReady)
                .sorted(LONGEST_RUNNING.thenComparing(pod -> pod.getMetadata().getName()))
                .toList();
        boolean onTheWay =
                ready.stream().anyMatch(pod -> isSecured(pod) != plan.rest().secured());
        boolean comeOrGo = ready.size() < plan.replicas() || pods.stream().anyMatch(StatusWriter::isTerminating);
        if (ready.isEmpty() || !onTheWay && !comeOrGo) {
            return endpoint(plan.rest().secured(), plan.restServiceHost(), tls);
        }
        Optional<Pod> secured = ready.stream().filter(RestEndpoints::isSecured).findFirst();
        Pod asked = secured.orElseGet(ready::getFirst);
        return endpoint(secured.isPresent(), plan.hostOf(asked.getMetadata().getName()), tls);
    }

    /** Where each of the workers that may run tasks alone answers, by its id in Connect. */
    public static Map<String, RestEndpoint> ofEach(ClusterPlan plan, @Nullable RestTls tls, Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> WorkerPods.isReady(pod) || WorkerPods.isUnready(pod))
                .map(pod -> Map.entry(pod.getMetadata().getName(), isSecured(pod)))
                .collect(Collectors.toMap(
                        pod -> plan.workerIdOf(pod.getKey()),
                        pod -> endpoint(pod.getValue(), plan.hostOf(pod.getKey()), tls)));
    }

    private static boolean isSecured(Pod pod) {
        return TlsMigrationStage.of(pod.getMetadata()) == TlsMigrationStage.SECURED;
    }

    private static RestEndpoint endpoint(boolean secured, String host, @Nullable RestTls tls) {
        return new RestEndpoint(
                ClusterPlan.url(secured, host),
                secured && tls != null
                        ? new RestEndpoint.Tls(
                                tls.operator().chain(), tls.operator().key(), tls.trusted())
                        : null);
    }
}
