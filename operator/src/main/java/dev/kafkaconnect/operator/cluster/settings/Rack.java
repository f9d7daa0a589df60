package dev.kafkaconnect.operator.cluster.settings;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Where a worker is (spec.rack). The place is known only once the pod has a node, so the start script of the image reads it
 * and adds the property. Pure.
 *
 * @param label of the pod, which Kubernetes copies from the node; null when the rack is not used
 */
public record Rack(@Nullable String label) {
    static final String VARIABLE = "CLIENT_RACK";

    public static Rack of(dev.kafkaconnect.api.connectclusterspec.@Nullable Rack spec) {
        return new Rack(spec == null ? null : spec.getTopologyKey());
    }

    public PodPart part() {
        return label == null
                ? PodPart.NOTHING
                : PodPart.env(new EnvVarBuilder()
                        .withName(VARIABLE)
                        .withNewValueFrom()
                        .withNewFieldRef("v1", "metadata.labels['%s']".formatted(label))
                        .endValueFrom()
                        .build());
    }
}
