package dev.kafkaconnect.operator.selection;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The labels of the ConnectClusters and Connectors that this operator looks after. The API server sends the others to another
 * operator, so that the memory of each is in proportion to its part; this class is for the few places that see resources of others
 * all the same. Made from the settings.
 */
public record WatchSelector(List<Requirement> requirements) {
    public static final WatchSelector EVERYTHING = new WatchSelector(List.of());

    /**
     * @param text as for {@code kubectl get --selector}; empty for everything
     * @throws IllegalArgumentException says which part makes no sense
     */
    public static WatchSelector parse(String text) {
        return text.isBlank() ? EVERYTHING : new WatchSelector(List.copyOf(SelectorSyntax.parse(text)));
    }

    public boolean isEverything() {
        return requirements.isEmpty();
    }

    public boolean selects(HasMetadata resource) {
        return matches(Optional.ofNullable(resource.getMetadata().getLabels()).orElse(Map.of()));
    }

    boolean matches(Map<String, String> labels) {
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    /** As the API server takes it. */
    @Override
    public String toString() {
        return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
    }
}
