package dev.kafkaconnect.operator.cluster.plugins;

import dev.kafkaconnect.api.connectclusterspec.Plugins;
import dev.kafkaconnect.artifacts.FetchArguments;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import io.fabric8.kubernetes.api.model.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All plug-ins that are added to those of the worker image, wherever they come from (spec.plugins). Pure. */
public record WorkerPlugins(PluginImages images, PluginArtifacts artifacts) {

    /** Of a spec without {@link #problems}. */
    public static WorkerPlugins of(@Nullable List<Plugins> spec, PluginDelivery distribution) {
        List<Plugins> withImage = spec == null
                ? List.of()
                : spec.stream().filter(plugin -> plugin.getImage() != null).toList();
        return new WorkerPlugins(
                PluginImages.of(withImage, distribution), PluginArtifactsPlanner.plan(spec, problem -> {}));
    }

    /** Each thing to change, in one sentence. */
    public static List<String> problems(@Nullable List<Plugins> spec) {
        List<String> problems = new ArrayList<>();
        PluginArtifactsPlanner.plan(spec, problems::add);
        return problems;
    }

    public PodPart part() {
        return images.part().and(artifacts.part());
    }

    /** Containers that run before the worker, in this order. */
    public List<Container> containersBefore(Container worker, @Nullable Long user) {
        return Stream.concat(
                        images.containersBefore(worker, user).stream(), artifacts.containersBefore(worker).stream())
                .toList();
    }

    /** Names of those that download. */
    public Set<String> containersThatDownload() {
        return artifacts.plugins().stream()
                .map(plugin -> PluginArtifacts.PREFIX + plugin.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether an image of workers must look for jars where earlier ones did not. */
    public boolean extendClassPath() {
        return images.extendClassPath() || artifacts.extendClassPath();
    }

    /** What each of them that is downloaded consists of; where it is written to counts in a pod only. */
    public List<FetchArguments> downloads() {
        return artifacts.plugins().stream()
                .map(PluginArtifacts.Plugin::arguments)
                .toList();
    }

    /** Whether an image of workers must download plug-ins, which earlier ones cannot. */
    public boolean download() {
        return !artifacts.plugins().isEmpty();
    }
}
