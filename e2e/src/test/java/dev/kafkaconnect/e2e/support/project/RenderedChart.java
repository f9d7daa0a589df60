package dev.kafkaconnect.e2e.support.project;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What deploy/local/chart-check has rendered of the Helm chart, with the values in deploy/helm/test/accepted.
 *
 * @param objects in the order in which Helm prints them
 */
public record RenderedChart(List<HasMetadata> objects) {

    /** @param values the name of a file of values, without its ending */
    public static RenderedChart with(String values) {
        Path rendered = Project.built().resolve("chart").resolve(values + ".yaml");
        if (!Files.exists(rendered)) {
            throw new IllegalStateException(rendered + " does not exist; run deploy/local/chart-check");
        }
        return new RenderedChart(ShippedManifests.read(rendered));
    }

    public <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** As the operator reads it from its environment; none: all. */
    public Set<String> watchedNamespaces() {
        return setting("WATCH_NAMESPACES")
                .flatMap(names -> Arrays.stream(names.split(",")))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean readsNamespaces() {
        return setting("READ_NAMESPACES").noneMatch("false"::equals);
    }

    private Stream<String> setting(String name) {
        return all(Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue);
    }
}
