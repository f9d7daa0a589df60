package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Jvm;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the workers' virtual machine is started (spec.jvm), handed to the start script of the image. It splits the options at
 * blanks and interprets nothing else, so none of them may hold a blank: the definition sees to that. Pure.
 *
 * @param heapPercentage share of the memory limit; null for the default of the image
 */
public record JvmSettings(@Nullable Integer heapPercentage, List<String> options) {
    public static final String HEAP = "HEAP_PERCENT";
    public static final String OPTIONS = "JVM_FLAGS";

    public static JvmSettings of(@Nullable Jvm spec) {
        return spec == null
                ? new JvmSettings(null, List.of())
                : new JvmSettings(
                        spec.getHeapPercentage(),
                        spec.getOptions() == null ? List.of() : List.copyOf(spec.getOptions()));
    }

    public PodPart part() {
        List<EnvVar> variables = new ArrayList<>();
        if (heapPercentage != null) {
            variables.add(variable(HEAP, heapPercentage.toString()));
        }
        if (!options.isEmpty()) {
            variables.add(variable(OPTIONS, String.join(" ", options)));
        }
        return PodPart.env(variables.toArray(EnvVar[]::new));
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
