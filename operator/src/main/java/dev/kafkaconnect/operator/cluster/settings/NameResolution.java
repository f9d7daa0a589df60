package dev.kafkaconnect.operator.cluster.settings;

import dev.kafkaconnect.api.connectclusterspec.Pod;
import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the worker pods look names up, for networks whose DNS Kubernetes does not know. A part of {@link PodSettings}. Pure. */
record NameResolution(
        List<HostAlias> hosts,
        @Nullable String policy,
        @Nullable PodDNSConfig config) {

    static NameResolution of(Pod spec) {
        return new NameResolution(
                Objects.requireNonNullElse(spec.getHostAliases(), List.of()), spec.getDnsPolicy(), spec.getDnsConfig());
    }

    PodSpecBuilder addedTo(PodSpecBuilder pod) {
        return pod.withHostAliases(hosts).withDnsPolicy(policy).withDnsConfig(config);
    }
}
