package dev.kafkaconnect.operator.cluster.settings;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import org.jspecify.annotations.Nullable;

/** A container of the user as the API server keeps it, see {@link ServerDefaults}. Pure. */
final class ContainerDefaults {

    private ContainerDefaults() {}

    static Container of(Container written) {
        return new ContainerBuilder(written)
                .withEnv(written.getEnv().stream().map(ServerDefaults::variable).toList())
                .withVolumeMounts(written.getVolumeMounts().stream()
                        .map(ServerDefaults::mount)
                        .toList())
                .withPorts(
                        written.getPorts().stream().map(ContainerDefaults::port).toList())
                .withResources(written.getResources() == null ? null : ServerDefaults.resources(written.getResources()))
                .withStdin(kept(written.getStdin()))
                .withStdinOnce(kept(written.getStdinOnce()))
                .withTty(kept(written.getTty()))
                .build();
    }

    /** The protocol is part of what a port is found by. */
    private static ContainerPort port(ContainerPort port) {
        return port.getProtocol() == null
                ? new ContainerPortBuilder(port).withProtocol("TCP").build()
                : port;
    }

    private static @Nullable Boolean kept(@Nullable Boolean written) {
        return Boolean.FALSE.equals(written) ? null : written;
    }
}
