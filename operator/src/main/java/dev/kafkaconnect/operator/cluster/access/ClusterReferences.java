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
        return Stream.of(
                        RestPlan.secretOf(cluster.getMetadata().getName()),
                        RestPlan.of(cluster.getSpec(), null).secretName())
                .filter(Objects::nonNull)
                .map(name -> Reference.secret(cluster.getMetadata().getNamespace(), name))
                .collect(Collectors.toUnmodifiableSet());
    }
}
