package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.operator.cluster.children.ChildRefusal;
import dev.kafkaconnect.operator.cluster.children.LiveOwner;
import dev.kafkaconnect.operator.cluster.plan.ChildMetadata;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.validation.Belonging;
import dev.kafkaconnect.operator.cluster.validation.TakenNames;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.tls.ClientCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets of the clients of one cluster's REST API, each read again only when it has changed. Called by {@link RestClientAccess}; does
 * not know whom the workers answer.
 */
final class RestClientSecrets {

    /** Of an owner that never existed. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final References references;
    private final Map<String, Found> kept = new ConcurrentHashMap<>();

    /**
     * @param plan that it was read for
     * @param version of the Secret, null when there is none
     * @param adopts whether it has to be written to belong to the ConnectCluster and to have its labels
     * @param certificate what it holds, null when there is none
     * @param obstacle why it cannot be used, null when it can
     */
    record Found(
            ClusterPlan plan,
            @Nullable String version,
            boolean adopts,
            @Nullable ClientCertificate certificate,
            @Nullable Verdict obstacle) {

        boolean isFor(ClusterPlan other) {
            return plan.owner().equals(other.owner())
                    && plan.options().children().equals(other.options().children());
        }
    }

    RestClientSecrets(References references) {
        this.references = references;
    }

    void onChange(Reference changed) {
        kept.entrySet()
                .removeIf(entry -> Reference.secret(entry.getValue().plan().namespace(), entry.getKey())
                        .equals(changed));
    }

    Found find(ClusterPlan plan, String name, KubernetesClient client) {
        Found known = kept.get(name);
        String newest =
                references.version(Reference.secret(plan.namespace(), name)).orElse(null);
        if (known != null && known.isFor(plan) && (newest == null || newest.equals(known.version()))) {
            return known;
        }
        Secret secret =
                client.secrets().inNamespace(plan.namespace()).withName(name).get();
        Found found = secret == null ? new Found(plan, null, false, null, null) : read(plan, secret);
        if (found.certificate() != null) {
            kept.put(name, found);
        }
        return found;
    }

    private static Found read(ClusterPlan plan, Secret secret) {
        String version = secret.getMetadata().getResourceVersion();
        Optional<Verdict> taken = TakenNames.problem(plan, List.of(secret), same -> Optional.of(secret.getMetadata()));
        if (taken.isPresent()) {
            return new Found(plan, version, false, null, taken.get());
        }
        RestSecrets.Described wanted = RestSecrets.Described.of(
                ChildMetadata.of(plan, secret.getMetadata().getName()));
        boolean adopts = Belonging.of(secret.getMetadata(), plan) == Belonging.Orphan
                || !RestSecrets.Described.of(secret.getMetadata()).includes(wanted);
        return new Found(
                plan,
                version,
                adopts,
                ClientCertificate.read(RestSecrets.decoded(secret)).orElse(null),
                null);
    }

    /** @return why it was not written */
    Optional<Verdict> write(
            ClusterPlan plan, String name, Found before, ClientCertificate next, KubernetesClient client) {
        Optional<Verdict> deleted = LiveOwner.problem(plan, client);
        if (deleted.isPresent()) {
            return deleted;
        }
        Secret secret = new SecretBuilder()
                .withMetadata(ChildMetadata.of(plan, name))
                .editMetadata()
                .withResourceVersion(before.version())
                .endMetadata()
                .withType("Opaque")
                .withData(next.data().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Base64.getEncoder().encodeToString(entry.getValue()),
                                (one, same) -> one,
                                LinkedHashMap::new)))
                .build();
        kept.remove(name);
        try {
            Secret written = before.version() == null
                    ? client.resource(secret).create()
                    : client.resource(secret).update();
            kept.put(name, new Found(plan, written.getMetadata().getResourceVersion(), false, next, null));
            return Optional.empty();
        } catch (KubernetesClientException failed) {
            Optional<Verdict> refused = ChildRefusal.told(secret, failed);
            if (refused.isEmpty()) {
                throw failed;
            }
            return refused;
        }
    }

    /**
     * Empties a Secret and leaves it to the garbage collector, by an owner that does not exist: the operator may delete no Secrets. What
     * is not of this ConnectCluster is left alone.
     */
    void remove(ClusterPlan plan, String name, KubernetesClient client) {
        kept.remove(name);
        Secret secret =
                client.secrets().inNamespace(plan.namespace()).withName(name).get();
        if (secret == null || !Belonging.of(secret.getMetadata(), plan).isOurs()) {
            return;
        }
        client.resource(new SecretBuilder(secret)
                        .withData(Map.of())
                        .editMetadata()
                        .withOwnerReferences(plan.owner())
                        .editFirstOwnerReference()
                        .withUid(NOBODY)
                        .endOwnerReference()
                        .endMetadata()
                        .build())
                .update();
    }
}
