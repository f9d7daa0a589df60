package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.RestPlan;
import dev.kafkaconnect.operator.cluster.plan.TlsMigrationStage;
import dev.kafkaconnect.operator.cluster.rest.RestTlsPodPart;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.ContentCache;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.CertificateSource;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.Rotation;
import dev.kafkaconnect.operator.tls.UnusableCertificate;
import dev.kafkaconnect.operator.tls.UserCertificate;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sees to the certificates of a cluster's REST API: reads what there is, lets {@link Rotation} say what is next, and has
 * it written. Called by {@code Prerequisites}.
 */
public final class RestCertificates {
    private final RestSecrets secrets;
    private final Clock clock;
    private final ContentCache given;
    private final RestClientAccess clients;

    /**
     * @param tls null when there are none
     * @param obstacle why they are not as they should be, null when they are
     */
    public record State(@Nullable RestTls tls, @Nullable Verdict obstacle) {

        /** With these certificates. Without any, workers that are to lose them do so immediately. */
        public RestPlan applyTo(RestPlan plan) {
            return tls != null
                    ? plan.withRevision(tls.revision())
                    : plan.secured() ? plan : plan.withStage(TlsMigrationStage.PLAIN);
        }
    }

    /** @param syncTrigger makes the workers of a cluster look at this version of a Secret */
    public RestCertificates(References references, BiConsumer<ClusterId, String> syncTrigger, Clock clock) {
        this.secrets = new RestSecrets(references);
        this.clock = clock;
        this.given = new ContentCache(references);
        this.clients = new RestClientAccess(secrets, references, syncTrigger);
    }

    /** To be called with every object that was created, changed or deleted. */
    public void onChange(Reference changed) {
        given.onChange(changed);
        secrets.onChange(changed);
        clients.onChange(changed);
    }

    /** What there is. Where nothing is secured, nothing is asked for. */
    public State look(ClusterPlan plan, Collection<Pod> pods, KubernetesClient client) {
        boolean used = plan.rest().secured()
                || pods.stream().anyMatch(pod -> RestTlsPodPart.revisionOf(pod).isPresent());
        if (!used) {
            return new State(null, null);
        }
        RestSecrets.Found found = secrets.find(plan, client);
        return plan.rest().secured() ? found.state() : new State(found.tls(), null);
    }

    /**
     * Makes or renews what has to be.
     *
     * @param settled whether no rollout is under way
     */
    public State settle(ClusterPlan plan, Collection<Pod> pods, boolean settled, KubernetesClient client) {
        if (!plan.rest().secured()) {
            return look(plan, pods, client);
        }
        RestSecrets.Found found = secrets.find(plan, client);
        RestTls before = found.tls();
        if (found.obstacle() != null) {
            return found.state();
        }
        Instant now = clock.instant();
        CertificateSource wanted;
        try {
            wanted = wanted(plan, now);
        } catch (Unusable unusable) {
            return new State(before, unusable.verdict);
        }
        boolean rolled = before != null && settled && allAt(before.revision(), pods);
        RestTls next = Rotation.next(before, wanted, rolled, now);
        if (!next.equals(before) || found.adopts()) {
            Optional<Verdict> refused = secrets.write(plan, found, next, client);
            if (refused.isPresent()) {
                return new State(before, refused.get());
            }
        }
        return new State(next, null);
    }

    /** Sees to whom else the workers answer: with the certificates that there are, whether they can be renewed now or not. */
    public State withClients(State now, ClusterPlan plan, KubernetesClient client) {
        if (now.tls() == null || !plan.rest().secured()) {
            return now;
        }
        Optional<Verdict> obstacle = clients.settle(plan, clock.instant(), client);
        return new State(
                secrets.find(plan, client).tls(), now.obstacle() == null ? obstacle.orElse(null) : now.obstacle());
    }

    private static boolean allAt(String revision, Collection<Pod> pods) {
        return pods.stream()
                .allMatch(pod ->
                        RestTlsPodPart.revisionOf(pod).filter(revision::equals).isPresent());
    }

    private CertificateSource wanted(ClusterPlan plan, Instant now) throws Unusable {
        String secretName = plan.rest().secretName();
        if (secretName == null) {
            Set<String> hosts = new HashSet<>(List.of(
                    plan.restService(),
                    plan.restService() + "." + plan.namespace(),
                    plan.restServiceHost(),
                    plan.hostOf("*")));
            return new CertificateSource.Managed(new CertificateAuthority.Owner(plan.namespace(), plan.name()), hosts);
        }
        Reference reference = Reference.secret(plan.namespace(), secretName);
        Content content = given.read(reference)
                .orElseThrow(() -> new Unusable(new Verdict.Awaiting(
                        Reason.SecretMissing,
                        "the Secret %s, which spec.rest.tls.secretName names, does not exist".formatted(secretName))));
        try {
            return UserCertificate.read(content.data(), hostsOf(plan), now);
        } catch (UnusableCertificate unusable) {
            throw new Unusable(new Verdict.Stalled(
                    Reason.CertificateInvalid,
                    "the Secret %s, which spec.rest.tls.secretName names, %s".formatted(secretName, unusable.text())));
        }
    }

    /** All host names of the REST API; a wildcard in the certificate is enough for the pods. */
    private static List<String> hostsOf(ClusterPlan plan) {
        return IntStream.rangeClosed(0, Math.max(plan.replicas(), 1))
                .mapToObj(number -> number == 0
                        ? plan.restServiceHost()
                        : plan.hostOf("%s-%d".formatted(plan.workers(), number - 1)))
                .toList();
    }

    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Verdict verdict;

        private Unusable(Verdict verdict) {
            super(verdict.message(), null, false, false);
            this.verdict = verdict;
        }
    }
}
