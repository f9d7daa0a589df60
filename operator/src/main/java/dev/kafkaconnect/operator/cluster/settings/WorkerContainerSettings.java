package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Pod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a user wants of the container of the worker. A part of {@link PodSettings}. Pure. */
public record WorkerContainerSettings(
        List<EnvVar> env,
        List<EnvFromSource> envFrom,
        List<VolumeMount> mounts,
        SecurityContext securityContext,
        @Nullable Lifecycle lifecycle) {

    static WorkerContainerSettings of(Pod spec) {
        return new WorkerContainerSettings(
                PodSettings.list(spec.getEnv()).stream()
                        .map(ServerDefaults::variable)
                        .toList(),
                PodSettings.list(spec.getEnvFrom()),
                PodSettings.list(spec.getVolumeMounts()).stream()
                        .map(ServerDefaults::mount)
                        .toList(),
                Objects.requireNonNullElseGet(spec.getContainerSecurityContext(), SecurityContext::new),
                spec.getLifecycle());
    }

    Container addedTo(Container own) {
        return new ContainerBuilder(own)
                .addAllToEnv(env)
                .withEnvFrom(envFrom)
                .addAllToVolumeMounts(mounts)
                .withSecurityContext(over(own.getSecurityContext()))
                .withLifecycle(lifecycle)
                .build();
    }

    private SecurityContext over(SecurityContext own) {
        return new SecurityContextBuilder(securityContext)
                .withAllowPrivilegeEscalation(Objects.requireNonNullElse(
                        securityContext.getAllowPrivilegeEscalation(), own.getAllowPrivilegeEscalation()))
                .withReadOnlyRootFilesystem(Objects.requireNonNullElse(
                        securityContext.getReadOnlyRootFilesystem(), own.getReadOnlyRootFilesystem()))
                .withCapabilities(Objects.requireNonNullElse(securityContext.getCapabilities(), own.getCapabilities()))
                .build();
    }
}
