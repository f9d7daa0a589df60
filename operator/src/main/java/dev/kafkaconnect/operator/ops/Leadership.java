package dev.kafkaconnect.operator.ops;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica works, the others wait. A leader that loses its lease ends at once, because another may already be at work; one
 * that stops in order gives the lease back, so that its successor need not wait for it to expire.
 */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final String LEASE = "kafka-connect-operator";

    private final String namespace;
    private final String identity;
    private volatile boolean stopping;

    public Leadership(String namespace, String identity) {
        this.namespace = namespace;
        this.identity = identity;
    }

    public LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                // The framework would call System.exit from within the shutdown hook, which waits for itself.
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(() -> LOG.info("Leading"), this::lost, leader -> {}))
                .build();
    }

    private void lost() {
        if (!stopping) {
            LOG.error("The lease was lost; another replica takes over");
            Runtime.getRuntime().halt(1);
        }
    }

    /** To be called before the operator stops: losing the lease is then no accident. */
    public void announceStop() {
        stopping = true;
    }

    /** To be called when nothing works any more: the framework itself never gives the lease back. */
    public void release(KubernetesClient client) {
        try {
            Lease lease = client.leases().inNamespace(namespace).withName(LEASE).get();
            if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
                client.leases().inNamespace(namespace).withName(LEASE).edit(held -> {
                    held.getSpec().setHolderIdentity("");
                    held.getSpec().setLeaseDurationSeconds(1);
                    return held;
                });
            }
        } catch (KubernetesClientException failed) {
            LOG.warn("The lease could not be given back and will expire: {}", failed.getMessage());
        }
    }
}
