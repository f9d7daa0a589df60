package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;

/** Plays the kubelet for containers that download plug-ins: in pods of workers, and in the pod by which plug-ins are tried. */
public final class DownloadPlayer {
    private static final String PREFIX = "fetch-";

    private final ApiServer api;

    public DownloadPlayer(ApiServer api) {
        this.api = api;
    }

    /** All downloads of a pod have ended alike. */
    public void ends(String pod, int code, String said) {
        api.admin()
                .resource(pod(pod))
                .editStatus(found -> new PodBuilder(found)
                        .editOrNewStatus()
                        .withPhase(code == 0 ? "Succeeded" : "Pending")
                        .withInitContainerStatuses(ended(found.getSpec().getInitContainers(), code, said))
                        .withContainerStatuses(ended(found.getSpec().getContainers(), code, said))
                        .endStatus()
                        .build());
    }

    /** Null when there is none. */
    public Pod pod(String name) {
        return api.admin().pods().inNamespace(api.namespace()).withName(name).get();
    }

    private static List<ContainerStatus> ended(List<Container> containers, int code, String said) {
        return containers.stream()
                .filter(container -> container.getName().startsWith(PREFIX))
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason(code == 0 ? "Completed" : "Error")
                        .withMessage(said)
                        .endTerminated()
                        .endState()
                        .build())
                .toList();
    }
}
