package dev.kafkaconnect.operator.cluster.settings;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one concern (configuration, scratch space, certificates ...) adds to the pod of a worker. Concerns know nothing of one
 * another; {@code WorkerPodParts} lists them and {@code WorkerPodTemplate} puts them together.
 *
 * @param mounts of the worker's container
 * @param env of the worker's container
 * @param annotations of the pod: one that changes rolls the workers
 */
public record PodPart(
        List<Volume> volumes, List<VolumeMount> mounts, List<EnvVar> env, SortedMap<String, String> annotations) {

    public static final PodPart NOTHING = new PodPart(List.of(), List.of(), List.of(), new TreeMap<>());

    /** A volume and where the worker's container sees it. */
    public static PodPart mounted(Volume volume, VolumeMount mount) {
        return new PodPart(List.of(volume), List.of(mount), List.of(), new TreeMap<>());
    }

    /** A volume that the worker's container does not see. */
    public static PodPart volume(Volume volume) {
        return new PodPart(List.of(volume), List.of(), List.of(), new TreeMap<>());
    }

    public static PodPart env(EnvVar... variables) {
        return new PodPart(List.of(), List.of(), List.of(variables), new TreeMap<>());
    }

    public static PodPart annotation(String name, String value) {
        return new PodPart(List.of(), List.of(), List.of(), new TreeMap<>(Map.of(name, value)));
    }

    /** Both, in this order. */
    public PodPart and(PodPart other) {
        SortedMap<String, String> both = new TreeMap<>(annotations);
        both.putAll(other.annotations);
        return new PodPart(joined(volumes, other.volumes), joined(mounts, other.mounts), joined(env, other.env), both);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
