package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.UnusableCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Reference, Found> kept = new ConcurrentHashMap<>();

    /**
     * @param version of the Secret, null when there is none
     * @param tls what it holds, null when there is none or it was damaged
     * @param obstacle why it cannot be used, null when it can
     */
    record Found(
            @Nullable String version,
            @Nullable RestTls tls,
            @Nullable Verdict obstacle) {
        private static final Found NOTHING = new Found(null, null, null);

        RestCertificates.State state() {
            return new RestCertificates.State(tls, obstacle);
        }
    }

    RestSecrets(References references) {
        this.references = references;
        references.addListener(kept::remove);
    }

    Found find(ClusterPlan plan, KubernetesClient client) {
        Reference reference = reference(plan);
        Found known = kept.get(reference);
        String newest = references.version(reference).orElse(null);
        if (known != null && (newest == null || newest.equals(known.version()))) {
            return known;
        }
        Secret secret = client.secrets()
                .inNamespace(plan.namespace())
                .withName(plan.restSecret())
                .get();
        Found found = secret == null ? Found.NOTHING : read(plan, secret);
        if (found.tls() != null) {
            kept.put(reference, found);
        }
        return found;
    }

    private static Found read(ClusterPlan plan, Secret secret) {
        String version = secret.getMetadata().getResourceVersion();
        boolean own = secret.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Objects.equals(owner.getUid(), plan.owner().getUid()));
        if (!own) {
            return new Found(version, null, obstacle(plan, secret));
        }
        Map<String, byte[]> data = new LinkedHashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        }
        try {
            return new Found(version, RestTls.read(data), null);
        } catch (UnusableCertificate damaged) {
            LOG.atWarn()
                    .addKeyValue("secret", plan.namespace() + "/" + plan.restSecret())
                    .log("Certificates that somebody has damaged are made anew: {}", damaged.text());
            return new Found(version, null, null);
        }
    }

    private static Verdict obstacle(ClusterPlan plan, Secret secret) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        boolean ofAnEarlierOne = labels != null && Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY));
        return ofAnEarlierOne
                ? new Verdict.Waiting(
                        Reason.WorkersStarting,
                        "the Secret %s of an earlier ConnectCluster of this name is about to be removed"
                                .formatted(plan.restSecret()))
                : new Verdict.Stalled(
                        Reason.CertificateInvalid,
                        "the Secret %s does not belong to this ConnectCluster, which keeps its certificates under that name; rename or delete it"
                                .formatted(plan.restSecret()));
    }

    /** Fails when somebody else was quicker: the next pass finds what they wrote. */
    void write(ClusterPlan plan, Found before, RestTls next, KubernetesClient client) {
        LOG.atInfo()
                .addKeyValue("secret", plan.namespace() + "/" + plan.restSecret())
                .addKeyValue("revision", next.revision())
                .log("Writing certificates");
        Map<String, String> data = new LinkedHashMap<>();
        next.data().forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        Secret secret = new SecretBuilder()
                .withMetadata(Children.metadata(plan, plan.restSecret()))
                .editMetadata()
                .withResourceVersion(before.version())
                .endMetadata()
                .withType("Opaque")
                .withData(data)
                .build();
        kept.remove(reference(plan));
        Secret written = before.version() == null
                ? client.resource(secret).create()
                : client.resource(secret).update();
        kept.put(reference(plan), new Found(written.getMetadata().getResourceVersion(), next, null));
    }

    private static Reference reference(ClusterPlan plan) {
        return Reference.secret(plan.namespace(), plan.restSecret());
    }
}
