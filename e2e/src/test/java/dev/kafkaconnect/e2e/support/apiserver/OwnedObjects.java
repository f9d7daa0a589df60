package dev.kafkaconnect.e2e.support.apiserver;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.stream.Stream;

/** Everything in the namespace of a test that the operator may have made. */
public final class OwnedObjects {
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            StatefulSet.class,
            ConfigMap.class,
            Secret.class,
            Service.class,
            ServiceAccount.class,
            PodDisruptionBudget.class,
            PersistentVolumeClaim.class,
            NetworkPolicy.class);

    private OwnedObjects() {}

    public static Stream<HasMetadata> in(ApiServer api) {
        return KINDS.stream()
                .flatMap(kind -> api.admin().resources(kind).inNamespace(api.namespace()).list().getItems().stream());
    }

    /** As the garbage collector, which does not run here, leaves them after a deletion with {@code --cascade=orphan}. */
    public static void orphan(ApiServer api) {
        in(api).forEach(child -> api.admin().resource(child).edit(found -> {
            found.getMetadata().setOwnerReferences(List.of());
            return found;
        }));
    }

    public static String nameOf(HasMetadata resource) {
        return resource.getKind() + " " + resource.getMetadata().getName();
    }
}
