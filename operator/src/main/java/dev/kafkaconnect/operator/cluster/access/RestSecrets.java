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
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.UnusableCertificate;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Secrets in which the certificates of the REST APIs are kept. Not applied like the other children: what is in them cannot
 * be made a second time, so nothing is written over what was not read before. Called by {@link RestCertificates}.
 */
final class RestSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(RestSecrets.class);

    private final References references;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

    private record Kept(Reference secret, Found found) {}

    /**
     * @param owner uid of the ConnectCluster that it was read for
     * @param version of the Secret, null when there is none
     * @param described the labels and annotations that it is to have
     * @param adopts whether it has to be written to belong to the ConnectCluster and to have them
     * @param tls what it holds, null when there is none or it was damaged
     * @param obstacle why it cannot be used, null when it can
     */
    record Found(
            String owner,
            Described described,
            @Nullable String version,
            boolean adopts,
            @Nullable RestTls tls,
            @Nullable Verdict obstacle) {
        RestCertificates.State state() {
            return new RestCertificates.State(tls, obstacle);
        }
    }

    record Described(Map<String, String> labels, Map<String, String> annotations) {
        static Described of(ObjectMeta metadata) {
            return new Described(
                    Objects.requireNonNullElse(metadata.getLabels(), Map.of()),
                    Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()));
        }

        boolean includes(Described wanted) {
            return labels.entrySet().containsAll(wanted.labels.entrySet())
                    && annotations.entrySet().containsAll(wanted.annotations.entrySet());
        }
    }

    RestSecrets(References references) {
        this.references = references;
    }

    void onChange(Reference changed) {
        kept.updateAndGet(before -> before != null && before.secret().equals(changed) ? null : before);
    }

    Found find(ClusterPlan plan, KubernetesClient client) {
        Reference reference = reference(plan);
        Kept before = kept.get();
        Found known = before == null ? null : before.found();
        String newest = references.version(reference).orElse(null);
        String owner = plan.owner().getUid();
        Described wanted = Described.of(ChildMetadata.of(plan, plan.restSecret()));
        if (known != null
                && known.owner().equals(owner)
                && known.described().equals(wanted)
                && (newest == null || newest.equals(known.version()))) {
            return known;
        }
        Secret secret = client.secrets()
                .inNamespace(plan.namespace())
                .withName(plan.restSecret())
                .get();
        Found found = secret == null ? new Found(owner, wanted, null, false, null, null) : read(plan, wanted, secret);
        if (found.tls() != null) {
            kept.set(new Kept(reference, found));
        }
        return found;
    }

    private static Found read(ClusterPlan plan, Described wanted, Secret secret) {
        String owner = plan.owner().getUid();
        String version = secret.getMetadata().getResourceVersion();
        Optional<Verdict> taken = TakenNames.problem(plan, List.of(secret), same -> Optional.of(secret.getMetadata()));
        if (taken.isPresent()) {
            return new Found(owner, wanted, version, false, null, taken.get());
        }
        Map<String, byte[]> data = decoded(secret);
        boolean adopts = Belonging.of(secret.getMetadata(), plan) == Belonging.Orphan
                || !Described.of(secret.getMetadata()).includes(wanted)
                // Earlier versions wrote none, and the workers mount it.
                || !data.containsKey(RestTls.CLIENTS);
        try {
            return new Found(owner, wanted, version, adopts, RestTls.read(data), null);
        } catch (UnusableCertificate damaged) {
            LOG.atWarn()
                    .addKeyValue("secret", plan.namespace() + "/" + plan.restSecret())
                    .log("Damaged certificates are regenerated: {}", damaged.text());
            return new Found(owner, wanted, version, adopts, null, null);
        }
    }

    static Map<String, byte[]> decoded(Secret secret) {
        Map<String, byte[]> data = new LinkedHashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        }
        return data;
    }

    /**
     * Fails when another writer was quicker: the next pass finds what it wrote.
     *
     * @return why it was not written: the ConnectCluster is being deleted, or Kubernetes does not accept it
     */
    Optional<Verdict> write(ClusterPlan plan, Found before, RestTls next, KubernetesClient client) {
        Optional<Verdict> deleted = LiveOwner.problem(plan, client);
        if (deleted.isPresent()) {
            return deleted;
        }
        LOG.atInfo()
                .addKeyValue("secret", plan.namespace() + "/" + plan.restSecret())
                .addKeyValue("revision", next.revision())
                .log("Writing certificates");
        Map<String, String> data = new LinkedHashMap<>();
        next.data().forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        Secret secret = new SecretBuilder()
                .withMetadata(ChildMetadata.of(plan, plan.restSecret()))
                .editMetadata()
                .withResourceVersion(before.version())
                .endMetadata()
                .withType("Opaque")
                .withData(data)
                .build();
        kept.set(null);
        Secret written;
        try {
            written = before.version() == null
                    ? client.resource(secret).create()
                    : client.resource(secret).update();
        } catch (KubernetesClientException failed) {
            Optional<Verdict> refused = ChildRefusal.told(secret, failed);
            if (refused.isEmpty()) {
                throw failed;
            }
            return refused;
        }
        String version = written.getMetadata().getResourceVersion();
        kept.set(new Kept(
                reference(plan), new Found(plan.owner().getUid(), before.described(), version, false, next, null)));
        return Optional.empty();
    }

    private static Reference reference(ClusterPlan plan) {
        return Reference.secret(plan.namespace(), plan.restSecret());
    }
}
