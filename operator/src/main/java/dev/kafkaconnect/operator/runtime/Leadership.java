package dev.kafkaconnect.operator.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replica works, the others wait. A leader that loses its lease ends at once, because another may already be at work; one
 * that stops in order gives the lease back, so that its successor need not wait for it to expire.
 */
public final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    /** Others take the lease over when it was not renewed for this long. */
    private static final Duration VALID = Duration.ofSeconds(15);

    /** Until then a request that fails, conflicts or times out is no loss: the lease is read again and renewed. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(12);

    private static final Duration RENEWED_EVERY = Duration.ofSeconds(2);

    private final Place lease;
    private final String identity;
    private final Consumer<String> end;
    private volatile boolean leading;
    private volatile boolean stopping;
    private volatile @Nullable String holder;

    /** Where the lease is. Operators that are to work side by side need one each. */
    public record Place(String namespace, String name) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    public Leadership(Place lease, String identity) {
        this(lease, identity, Leadership::halt);
    }

    /** @param end ends this process; receives the reason */
    Leadership(Place lease, String identity, Consumer<String> end) {
        this.lease = lease;
        this.identity = identity;
        this.end = end;
    }

    public LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease.name())
                .withLeaseNamespace(lease.namespace())
                .withIdentity(identity)
                .withLeaseDuration(VALID)
                .withRenewDeadline(GIVEN_UP_AFTER)
                .withRetryPeriod(RENEWED_EVERY)
                // The framework would call System.exit from within the shutdown hook, which waits for itself.
                .withExitOnStopLeading(false)
                .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, this::holds))
                .build();
    }

    /** Whether this replica is the one that works. */
    public boolean isLeading() {
        return leading;
    }

    private void won() {
        leading = true;
        LOG.info("Leading");
    }

    private void holds(String leader) {
        holder = leader;
        if (!identity.equals(leader) && !leader.isEmpty()) {
            LOG.info("Waiting for the lease {}, which {} holds", lease, leader);
        }
    }

    private void lost() {
        leading = false;
        if (!stopping) {
            end.accept(
                    identity.equals(holder)
                            ? "the lease could not be renewed for %d s".formatted(GIVEN_UP_AFTER.toSeconds())
                            : "the lease is held by " + holder);
        }
    }

    private static void halt(String why) {
        LOG.error("Stopping this process so that two replicas never act at the same time: {}", why);
        Runtime.getRuntime().halt(1);
    }

    /** To be called before the operator stops: losing the lease is then no accident. */
    public void announceStop() {
        stopping = true;
    }

    /** To be called when nothing works any more: the framework itself never gives the lease back. */
    public void release(KubernetesClient client) {
        try {
            var stored = client.leases().inNamespace(lease.namespace()).withName(lease.name());
            Lease current = stored.get();
            if (current != null && identity.equals(current.getSpec().getHolderIdentity())) {
                stored.edit(held -> {
                    held.getSpec().setHolderIdentity("");
                    held.getSpec().setLeaseDurationSeconds(1);
                    return held;
                });
            }
        } catch (KubernetesClientException failed) {
            LOG.warn("The lease could not be released and will expire: {}", failed.getMessage());
        }
    }
}
