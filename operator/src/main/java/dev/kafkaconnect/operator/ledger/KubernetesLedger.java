package dev.kafkaconnect.operator.ledger;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Ledger} in one ConfigMap for each cluster, in its namespace and without an owner. A patch names the entries of one
 * connector and leaves all others alone. What was read is kept until a change is reported.
 */
public final class KubernetesLedger implements Ledger {

    /** A ConfigMap holds 1 MiB, with its own metadata. */
    static final int LARGEST = 1_000_000;

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("connector-records")
            .build();
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final References references;
    private final Function<ClusterId, Map<String, String>> labels;
    private final Map<ClusterId, Held> known = new ConcurrentHashMap<>();

    /** @param labels that mark the ConfigMap of a cluster as the operator's own */
    public KubernetesLedger(
            KubernetesClient client, References references, Function<ClusterId, Map<String, String>> labels) {
        this.client = client;
        this.references = references;
        this.labels = labels;
    }

    /** @param version empty while there is no ConfigMap */
    private record Held(Optional<String> version, String uid, Page page) {
        static final Held NOTHING = new Held(Optional.empty(), "", Page.EMPTY);

        static Held of(ConfigMap map) {
            ObjectMeta metadata = map.getMetadata();
            return new Held(
                    Optional.of(metadata.getResourceVersion()),
                    metadata.getUid(),
                    new Page(Optional.ofNullable(map.getData()).orElse(Map.of())));
        }

        /** Answers to several writers may arrive in another order than they were given. */
        Held orLater(@Nullable Held other) {
            return other == null || number() >= other.number() ? this : other;
        }

        private long number() {
            return version.map(Long::parseLong).orElse(-1L);
        }
    }

    static String nameFor(ClusterId cluster) {
        return cluster.name() + "-connector-records";
    }

    @Override
    public Page read(ClusterId cluster) throws LedgerFault {
        return held(cluster).page();
    }

    @Override
    public void keepChanges(ClusterId cluster, String connectName, List<OffsetsChangeEntry> changes)
            throws LedgerFault {
        write(cluster, Page.changesEntry(connectName, changes));
    }

    @Override
    public void owe(ClusterId cluster, String connectName, Owed owed) throws LedgerFault {
        write(cluster, Page.owedEntry(connectName, owed));
    }

    @Override
    public void paid(ClusterId cluster, String connectName) throws LedgerFault {
        write(cluster, Page.owedEntry(connectName, null));
    }

    private Held held(ClusterId cluster) throws LedgerFault {
        Held last = known.get(cluster);
        Reference reference = Reference.configMap(cluster.namespace(), nameFor(cluster));
        if (last != null && references.version(reference).equals(last.version())) {
            return last;
        }
        try {
            ConfigMap now = place(cluster).get();
            if (now == null) {
                known.compute(cluster, (id, meanwhile) -> meanwhile == last ? Held.NOTHING : meanwhile);
                return Held.NOTHING;
            }
            return remember(cluster, own(cluster, now));
        } catch (KubernetesClientException failed) {
            throw fault(cluster, failed);
        }
    }

    private void write(ClusterId cluster, Map<String, @Nullable String> entry) throws LedgerFault {
        Held before = held(cluster);
        boolean removes = !entry.values().stream().anyMatch(text -> text != null);
        if (removes && before.page().lacksAll(entry)) {
            return;
        }
        if (!removes && before.page().sizeWith(entry) > LARGEST) {
            throw new LedgerFault.Full(
                    "the ConfigMap %s/%s is full; remove entries of connectors that are gone for good"
                            .formatted(cluster.namespace(), nameFor(cluster)));
        }
        try {
            remember(
                    cluster,
                    own(cluster, before == Held.NOTHING ? create(cluster, entry) : patch(cluster, before, entry)));
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT
                    || failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                known.remove(cluster, before);
            }
            throw fault(cluster, failed);
        }
    }

    private ConfigMap create(ClusterId cluster, Map<String, @Nullable String> entry) {
        Map<String, String> data = new TreeMap<>();
        entry.forEach((key, text) -> {
            if (text != null) {
                data.put(key, text);
            }
        });
        return client.resource(new ConfigMapBuilder(named(cluster))
                        .editMetadata()
                        .withLabels(labels.apply(cluster))
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    /** Names the object: if another has taken its place since it was read, Kubernetes refuses the patch. */
    private ConfigMap patch(ClusterId cluster, Held before, Map<String, @Nullable String> entry) {
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", Map.of("uid", before.uid()));
        patch.put("data", entry);
        return client.resource(named(cluster)).patch(MERGE, Serialization.asJson(patch));
    }

    private static ConfigMap named(ClusterId cluster) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(cluster.namespace())
                .withName(nameFor(cluster))
                .endMetadata()
                .build();
    }

    private Resource<ConfigMap> place(ClusterId cluster) {
        return client.configMaps().inNamespace(cluster.namespace()).withName(nameFor(cluster));
    }

    private Held own(ClusterId cluster, ConfigMap map) throws LedgerFault {
        Map<String, String> found =
                Optional.ofNullable(map.getMetadata().getLabels()).orElse(Map.of());
        if (!found.entrySet().containsAll(labels.apply(cluster).entrySet())) {
            throw new LedgerFault.Foreign(
                    "the ConfigMap %s/%s, in which the operator records what it has done to connectors, belongs to another owner and was not changed; rename or delete it"
                            .formatted(cluster.namespace(), nameFor(cluster)));
        }
        return Held.of(map);
    }

    private Held remember(ClusterId cluster, Held now) {
        known.merge(cluster, now, (before, current) -> current.orLater(before));
        return now;
    }

    private static LedgerFault fault(ClusterId cluster, KubernetesClientException failed) {
        String told = "the ConfigMap %s/%s: %s"
                .formatted(
                        cluster.namespace(),
                        nameFor(cluster),
                        failed.getStatus() == null || failed.getStatus().getMessage() == null
                                ? String.valueOf(failed.getMessage())
                                : failed.getStatus().getMessage());
        if (isAboutTheEnd(failed)) {
            return new LedgerFault.NamespaceEnds("Kubernetes refuses " + told);
        }
        return switch (failed.getCode()) {
            case HttpURLConnection.HTTP_BAD_REQUEST,
                    HttpURLConnection.HTTP_FORBIDDEN,
                    HttpURLConnection.HTTP_NOT_FOUND,
                    HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
                    UNPROCESSABLE -> new LedgerFault.Refused("Kubernetes refuses " + told);
            default -> new LedgerFault.Unavailable("Kubernetes does not accept " + told);
        };
    }

    /** The cause that the API server's NamespaceLifecycle admission gives. */
    private static boolean isAboutTheEnd(KubernetesClientException failed) {
        return failed.getStatus() != null
                && failed.getStatus().getDetails() != null
                && failed.getStatus().getDetails().getCauses().stream()
                        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
    }
}
