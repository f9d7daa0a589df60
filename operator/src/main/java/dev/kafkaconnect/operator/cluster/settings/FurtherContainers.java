package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Pod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Containers of the user that run before the worker or beside it. A part of {@link PodSettings}. Pure. */
public record FurtherContainers(List<Container> before, List<Container> beside) {
    static final String BEFORE = "spec.pod.initContainers";
    static final String BESIDE = "spec.pod.containers";

    static FurtherContainers of(Pod spec) {
        return new FurtherContainers(asStored(spec.getInitContainers()), asStored(spec.getContainers()));
    }

    private static List<Container> asStored(@Nullable List<Container> containers) {
        return Objects.requireNonNullElse(containers, List.<Container>of()).stream()
                .map(ContainerDefaults::of)
                .toList();
    }

    /** After those of the operator: the worker stays the first, which logs and commands are about when no other is named. */
    PodSpecBuilder addedTo(PodSpecBuilder pod) {
        return pod.addAllToInitContainers(before).addAllToContainers(beside);
    }

    /**
     * @param own what the operator itself has in the pod
     * @param volumes names of those that the user adds
     */
    public List<String> problems(PodSpec own, Collection<String> volumes) {
        List<String> problems = new ArrayList<>();
        before.forEach(container -> problems(BEFORE, container, own, volumes, problems));
        beside.forEach(container -> problems(BESIDE, container, own, volumes, problems));
        Set<String> names = before.stream().map(Container::getName).collect(Collectors.toSet());
        beside.stream()
                .map(Container::getName)
                .filter(names::contains)
                .forEach(name -> problems.add("%s: %s is the name of a container of %s already; choose another name"
                        .formatted(BESIDE, name, BEFORE)));
        return problems;
    }

    private static void problems(
            String field, Container container, PodSpec own, Collection<String> volumes, List<String> problems) {
        String name = container.getName();
        List<Container> taken = Stream.concat(own.getContainers().stream(), own.getInitContainers().stream())
                .toList();
        if (taken.stream().anyMatch(other -> other.getName().equals(name))) {
            problems.add(
                    "%s: the operator has a container named %s itself; choose another name".formatted(field, name));
        }
        List<ContainerPort> ports =
                taken.stream().flatMap(other -> other.getPorts().stream()).toList();
        for (ContainerPort port : container.getPorts()) {
            if (Objects.equals(port.getContainerPort(), WorkerPodNames.LOOPBACK_PORT)
                    || ports.stream()
                            .anyMatch(other -> Objects.equals(other.getContainerPort(), port.getContainerPort()))) {
                problems.add(
                        "%s: port %d of %s is one of the worker, and all containers of a pod share its ports; choose another"
                                .formatted(field, port.getContainerPort(), name));
            }
            if (port.getName() != null
                    && ports.stream().anyMatch(other -> port.getName().equals(other.getName()))) {
                problems.add("%s: %s calls a port %s, as a port of the worker is called; choose another name"
                        .formatted(field, name, port.getName()));
            }
        }
        container.getVolumeMounts().stream()
                .map(VolumeMount::getName)
                .filter(volume -> !volumes.contains(volume))
                .forEach(volume -> problems.add("%s: %s mounts the volume %s, which spec.pod.volumes does not have"
                        .formatted(field, name, volume)));
    }
}
