package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends children by server-side apply, so that what others set on them (a sidecar injector, kubectl rollout restart) stays.
 * Children that are as they should be cost no request.
 */
final class ChildApplier {
    private static final Logger LOG = LoggerFactory.getLogger(ChildApplier.class);

    private ChildApplier() {}

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
                .anyMatch(actual -> SSABasedGenericKubernetesResourceMatcher.<T>getInstance()
                        .matches(actual, desired, context));
    }

    static void apply(List<HasMetadata> children, Context<ConnectCluster> context) {
        for (HasMetadata child : children) {
            LOG.atInfo()
                    .addKeyValue("kind", child.getKind())
                    .addKeyValue("child", child.getMetadata().getName())
                    .log("Applying");
            context.getClient()
                    .resource(child)
                    .fieldManager(context.getControllerConfiguration().fieldManager())
                    .forceConflicts()
                    .serverSideApply();
        }
    }
}
