package dev.kafkaconnect.operator.cluster.workers;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Redacts the termination messages of pods: the kubelet takes them from the end of a log. Called once in a pass, by
 * {@code WorkerFindings}, so that whatever quotes a message need not know of redaction. Pure.
 */
public final class TerminationMessages {

    private TerminationMessages() {}

    /** @param redactor is asked only where there is a message */
    public static List<Pod> redacted(Collection<Pod> pods, UnaryOperator<String> redactor) {
        return pods.stream().map(pod -> redacted(pod, redactor)).toList();
    }

    private static Pod redacted(Pod pod, UnaryOperator<String> redactor) {
        if (pod.getStatus() == null || ends(pod).noneMatch(TerminationMessages::hasMessage)) {
            return pod;
        }
        Pod copy = new PodBuilder(pod).build();
        ends(copy)
                .filter(TerminationMessages::hasMessage)
                .map(ContainerState::getTerminated)
                .forEach(end -> end.setMessage(redactor.apply(end.getMessage())));
        return copy;
    }

    private static Stream<ContainerState> ends(Pod pod) {
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .flatMap(TerminationMessages::states);
    }

    private static Stream<ContainerState> states(ContainerStatus container) {
        return Stream.of(container.getState(), container.getLastState())
                .filter(state -> state != null && state.getTerminated() != null);
    }

    private static boolean hasMessage(ContainerState state) {
        return state.getTerminated().getMessage() != null;
    }
}
