package dev.kafkaconnect.operator.cluster.settings;

import java.util.Optional;

/**
 * Whether workers can find one another. A resolver completes the host name of a worker with the namespace and the domain of the
 * cluster before it tries it as it is, and gives up when that becomes longer than a name may be. Pure; called by {@code
 * ClusterPlanner}.
 */
public final class HostNames {
    private static final int LONGEST = 253;

    /** POD.SERVICE.NAMESPACE.svc, completed by NAMESPACE.svc.cluster.local. */
    private static final int AROUND_THE_NAMES = "-worker-.-workers..svc..svc.cluster.local".length();

    private HostNames() {}

    public static Optional<String> problem(String namespace, String name, int replicas) {
        if (replicas < 2) {
            return Optional.empty();
        }
        int number = String.valueOf(replicas - 1).length();
        int most = (LONGEST - AROUND_THE_NAMES - number) / 2;
        int together = namespace.length() + name.length();
        return together <= most
                ? Optional.empty()
                : Optional.of(
                        "metadata.name and metadata.namespace have %d characters together, and %d workers can have %d: the host names made of them would be too long for a resolver, so the workers would not reach one another. Create the ConnectCluster under a shorter name or in another namespace, or run one worker"
                                .formatted(together, replicas, most));
    }
}
