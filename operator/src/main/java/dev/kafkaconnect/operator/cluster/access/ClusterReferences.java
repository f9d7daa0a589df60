package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.plan.RestPlan;
import dev.kafkaconnect.operator.references.Reference;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a ConnectCluster refers to, and is looked at again for when it changes. Pure. */
public final class ClusterReferences {

    private ClusterReferences() {}

    public static Set<Reference> of(ConnectCluster cluster) {
        String name = cluster.getMetadata().getName();
        RestPlan rest = RestPlan.of(cluster.getSpec(), null);
        return Stream.concat(
                        Stream.of(RestPlan.secretOf(name), rest.secretName()),
                        rest.clients().stream().map(client -> RestPlan.Client.secretOf(name, client.name())))
                .filter(Objects::nonNull)
                .map(secret -> Reference.secret(cluster.getMetadata().getNamespace(), secret))
                .collect(Collectors.toUnmodifiableSet());
    }
}
