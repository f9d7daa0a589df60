package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.RestPlan;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.ClientCertificate;
import dev.kafkaconnect.operator.tls.RestClients;
import dev.kafkaconnect.operator.tls.RestTls;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Sees to the clients of a cluster's REST API: those who may no longer be answered are taken off the list of the workers first, then others
 * get their certificates. Called by {@link RestCertificates}, also while the rest of the spec cannot be carried out.
 */
final class RestClientAccess {
    private final RestSecrets lists;
    private final RestClientSecrets secrets;
    private final BiConsumer<ClusterId, String> syncTrigger;

    /** @param syncTrigger makes the workers look at this version of the Secret */
    RestClientAccess(RestSecrets lists, References references, BiConsumer<ClusterId, String> syncTrigger) {
        this.lists = lists;
        this.secrets = new RestClientSecrets(references);
        this.syncTrigger = syncTrigger;
    }

    void onChange(Reference changed) {
        secrets.onChange(changed);
    }

    /** @return why it is not as it should be */
    Optional<Verdict> settle(ClusterPlan plan, Instant now, KubernetesClient client) {
        RestTls before = lists.find(plan, client).tls();
        boolean none = plan.rest().clients().isEmpty();
        return before == null || none && before.clients().equals(RestClients.NONE)
                ? Optional.empty()
                : new Pass(plan, now, client).settle(before);
    }

    /** One pass over the clients of a cluster. */
    private final class Pass {
        private final ClusterPlan plan;
        private final Instant now;
        private final KubernetesClient client;
        private final Map<String, RestClients.Wanted> answered = new HashMap<>();

        private Pass(ClusterPlan plan, Instant now, KubernetesClient client) {
            this.plan = plan;
            this.now = now;
            this.client = client;
        }

        private Optional<Verdict> settle(RestTls before) {
            Map<RestPlan.Client, RestClientSecrets.Found> found = new LinkedHashMap<>();
            for (RestPlan.Client wanted : plan.rest().clients()) {
                RestClientSecrets.Found secret = secrets.find(plan, secretOf(wanted.name()), client);
                found.put(wanted, secret);
                if (secret.certificate() != null) {
                    answer(wanted, secret.certificate());
                }
            }
            RestTls revoked = before.withClients(before.clients().next(answered, names(), now));
            Optional<Verdict> refused = write(before, revoked);
            if (refused.isPresent()) {
                return refused;
            }
            revoked.clients().leaving().forEach(name -> secrets.remove(plan, secretOf(name), client));
            Optional<Verdict> obstacle = found.entrySet().stream()
                    .map(entry -> issue(entry.getKey(), entry.getValue(), revoked))
                    .flatMap(Optional::stream)
                    .reduce((first, others) -> first);
            RestClients next = revoked.clients().next(answered, names(), now).withoutLeaving();
            return write(revoked, revoked.withClients(next)).or(() -> obstacle);
        }

        private Optional<Verdict> issue(RestPlan.Client wanted, RestClientSecrets.Found before, RestTls tls) {
            if (before.obstacle() != null) {
                return Optional.of(before.obstacle());
            }
            CertificateAuthority.Owner owner = new CertificateAuthority.Owner(plan.namespace(), plan.name());
            ClientCertificate next = ClientCertificate.next(before.certificate(), tls, owner, wanted.name(), now)
                    .orElse(null);
            if (next == null) {
                return Optional.empty();
            }
            if (!next.equals(before.certificate()) || before.adopts()) {
                Optional<Verdict> refused = secrets.write(plan, secretOf(wanted.name()), before, next, client);
                if (refused.isPresent()) {
                    return refused;
                }
            }
            answer(wanted, next);
            return Optional.empty();
        }

        private void answer(RestPlan.Client wanted, ClientCertificate certificate) {
            answered.put(
                    wanted.name(),
                    new RestClients.Wanted(
                            certificate.fingerprint(),
                            new RestClients.Listed(wanted.name(), wanted.access(), certificate.until())));
        }

        private Optional<Verdict> write(RestTls before, RestTls next) {
            if (next.equals(before)) {
                return Optional.empty();
            }
            Optional<Verdict> refused = lists.write(plan, lists.find(plan, client), next, client);
            String version = lists.find(plan, client).version();
            if (refused.isEmpty() && version != null) {
                syncTrigger.accept(new ClusterId(plan.namespace(), plan.name()), version);
            }
            return refused;
        }

        private Set<String> names() {
            return plan.rest().clients().stream().map(RestPlan.Client::name).collect(Collectors.toSet());
        }

        private String secretOf(String name) {
            return RestPlan.Client.secretOf(plan.name(), name);
        }
    }
}
