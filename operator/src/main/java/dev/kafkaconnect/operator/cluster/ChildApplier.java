package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends children by server-side apply, so that what others set on them (a sidecar injector, kubectl rollout restart) stays.
 * Children that are as they should be cost no request.
 */
final class ChildApplier {
    private static final Logger LOG = LoggerFactory.getLogger(ChildApplier.class);

    private static final int UNPROCESSABLE = 422;

    private ChildApplier() {}

    /**
     * The workers. Kubernetes is asked for those that must be there and are not seen: while the operator starts or ends its
     * caches may be empty, and a cluster without workers is one in which nobody has to be protected.
     */
    static @Nullable StatefulSet workers(ConnectCluster cluster, boolean hasRun, Context<ConnectCluster> context) {
        StatefulSet seen = context.getSecondaryResource(StatefulSet.class).orElse(null);
        return seen != null || !hasRun
                ? seen
                : context.getClient()
                        .apps()
                        .statefulSets()
                        .inNamespace(cluster.getMetadata().getNamespace())
                        .withName(ClusterPlan.workersOf(cluster.getMetadata().getName()))
                        .get();
    }

    /** Those of the children that are missing or different. */
    static List<HasMetadata> outdated(List<HasMetadata> children, Context<ConnectCluster> context) {
        return children.stream().filter(child -> !matches(child, context)).toList();
    }

    private static <T extends HasMetadata> boolean matches(T desired, Context<ConnectCluster> context) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) desired.getClass();
        String name = desired.getMetadata().getName();
        return context.getSecondaryResourcesAsStream(type)
                .filter(actual -> actual.getMetadata().getName().equals(name))
                .anyMatch(actual -> matches(actual, desired, context));
    }

    /** Whether applying {@code desired} would change nothing. */
    static <T extends HasMetadata> boolean matches(T actual, T desired, Context<ConnectCluster> context) {
        return SSABasedGenericKubernetesResourceMatcher.<T>getInstance().matches(actual, desired, context);
    }

    /**
     * @param workers from which the StatefulSet among the children was decided: if it has changed since, the API server
     *     refuses it, and the next pass, which the change sets off, decides anew
     * @return why the API server takes one of them for wrong; empty when all were applied
     */
    static Optional<Verdict> apply(
            List<HasMetadata> children, @Nullable StatefulSet workers, Context<ConnectCluster> context) {
        for (HasMetadata child : children) {
            if (child instanceof StatefulSet && workers != null) {
                child.getMetadata().setResourceVersion(workers.getMetadata().getResourceVersion());
            }
            LOG.atInfo()
                    .addKeyValue("kind", child.getKind())
                    .addKeyValue("child", child.getMetadata().getName())
                    .log("Applying");
            try {
                context.getClient()
                        .resource(child)
                        .fieldManager(context.getControllerConfiguration().fieldManager())
                        .forceConflicts()
                        .serverSideApply();
            } catch (KubernetesClientException refused) {
                if (isAboutTheContent(refused)) {
                    return Optional.of(new Verdict.Stalled(Reason.ConfigInvalid, told(child, refused)));
                }
                if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw refused;
                }
                LOG.atInfo()
                        .addKeyValue("child", child.getMetadata().getName())
                        .log("Changed since it was read; decided anew in the next pass");
            }
        }
        return Optional.empty();
    }

    private static boolean isAboutTheContent(KubernetesClientException refused) {
        return refused.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
                || refused.getCode() == UNPROCESSABLE
                || text(refused).contains("admission webhook");
    }

    private static String told(HasMetadata child, KubernetesClientException refused) {
        return "Kubernetes refuses the %s %s that is made from the spec: %s"
                .formatted(child.getKind(), child.getMetadata().getName(), text(refused));
    }

    /** The API server's own words, without what the client adds. */
    private static String text(KubernetesClientException refused) {
        return refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? "HTTP status " + refused.getCode()
                : refused.getStatus().getMessage();
    }
}
