package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.operator.cluster.settings.JvmSettings;
import dev.kafkaconnect.operator.cluster.settings.MetricsSettings;
import dev.kafkaconnect.operator.cluster.settings.PodSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Says what in spec.pod would change what the operator sets on a pod. What that is it reads off the operator's own
 * template, so that there is no list to maintain. Called by {@link ClusterPlanner}. Pure.
 */
final class PodSettingsCheck {

    /** Without what is there in the image no worker starts. */
    private static final List<String> DIRECTORIES_OF_THE_IMAGE = List.of(
            "/opt/java",
            "/opt/kafka-connect/bin",
            "/opt/kafka-connect/config",
            "/opt/kafka-connect/libs",
            "/opt/kafka-connect/plugins");

    /** Variables of the start script that have a field of their own. */
    private static final Map<String, String> FIELDS = Map.of(
            JvmSettings.HEAP,
            "spec.jvm.heapPercentage",
            JvmSettings.OPTIONS,
            "spec.jvm.options",
            MetricsSettings.PORT,
            "spec.metrics");

    private PodSettingsCheck() {}

    /** @param own the template without the settings */
    static List<String> problems(PodSettings settings, PodTemplateSpec own) {
        Container worker = own.getSpec().getContainers().getFirst();
        List<String> problems = new ArrayList<>();
        taken(settings.labels().keySet(), own.getMetadata().getLabels().keySet())
                .forEach(label -> problems.add("spec.pod.labels: %s is set by the operator".formatted(label)));
        taken(
                        settings.annotations().keySet(),
                        own.getMetadata().getAnnotations().keySet())
                .forEach(name -> problems.add("spec.pod.annotations: %s is set by the operator".formatted(name)));
        taken(names(settings.worker().env(), EnvVar::getName), names(worker.getEnv(), EnvVar::getName))
                .filter(name -> !FIELDS.containsKey(name))
                .forEach(name -> problems.add("spec.pod.env: %s is set by the operator".formatted(name)));
        names(settings.worker().env(), EnvVar::getName).stream()
                .filter(FIELDS::containsKey)
                .forEach(name ->
                        problems.add("spec.pod.env: %s is set by the field %s".formatted(name, FIELDS.get(name))));
        taken(names(settings.volumes(), Volume::getName), names(own.getSpec().getVolumes(), Volume::getName))
                .forEach(name ->
                        problems.add("spec.pod.volumes: the operator has a volume named %s itself; choose another name"
                                .formatted(name)));
        mounts(settings, worker, problems);
        problems.addAll(settings.further().problems(own.getSpec(), names(settings.volumes(), Volume::getName)));
        return problems;
    }

    private static void mounts(PodSettings settings, Container worker, List<String> problems) {
        List<String> ownPaths = names(worker.getVolumeMounts(), VolumeMount::getMountPath);
        List<String> volumes = names(settings.volumes(), Volume::getName);
        for (VolumeMount mount : settings.worker().mounts()) {
            String path = mount.getMountPath();
            if (!volumes.contains(mount.getName())) {
                problems.add("spec.pod.volumeMounts: %s mounts the volume %s, which spec.pod.volumes does not have"
                        .formatted(path, mount.getName()));
            }
            ownPaths.stream()
                    .filter(taken -> isWithin(path, taken))
                    .findFirst()
                    .ifPresent(taken -> problems.add(
                            "spec.pod.volumeMounts: %s belongs to the operator; choose a path outside of it"
                                    .formatted(path)));
            Stream.concat(DIRECTORIES_OF_THE_IMAGE.stream(), ownPaths.stream().filter(taken -> !isWithin(path, taken)))
                    .filter(needed -> isWithin(needed, path))
                    .findFirst()
                    .ifPresent(needed -> problems.add(
                            "spec.pod.volumeMounts: %s would hide %s, which the workers need".formatted(path, needed)));
        }
    }

    private static boolean isWithin(String path, String directory) {
        return (withSlash(path)).startsWith(withSlash(directory));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    private static <T> List<String> names(Collection<T> items, Function<T, String> name) {
        return items.stream().map(name).toList();
    }

    private static Stream<String> taken(Collection<String> wanted, Collection<String> own) {
        return wanted.stream().filter(own::contains).sorted();
    }
}
