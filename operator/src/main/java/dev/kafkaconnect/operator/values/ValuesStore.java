package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.Content;
import dev.kafkaconnect.operator.references.Reference;
import dev.kafkaconnect.operator.references.References;
import dev.kafkaconnect.operator.references.ResourceVersion;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Secrets that hold the values of connectors, as they were read or written last: they are read again only when news come of a
 * version that is newer than that. Read by whoever needs values; written by {@link ShardWriter}, one write after the other for
 * each cluster.
 */
public final class ValuesStore {
    private static final int KEY_BYTES = 32;

    private final References references;
    private final Function<ClusterId, Map<String, String>> labels;
    private final SecretWrites secrets;
    private final SecureRandom random = new SecureRandom();
    private final Map<Reference, Known> known = new ConcurrentHashMap<>();
    private final Set<ClusterId> makingKeys = ConcurrentHashMap.newKeySet();

    /**
     * @param version null when there is no such Secret
     * @param shard null also when it is not the operator's
     */
    private record Known(@Nullable String version, @Nullable ValuesShard shard) {
        static final Known ABSENT = new Known(null, null);

        /** Whether there is nothing newer, by the news that came last. */
        boolean isCurrent(Optional<String> news) {
            return version == null
                    ? news.isEmpty()
                    : news.isPresent() && ResourceVersion.isAtLeast(version, news.get());
        }

        static Known newer(Known before, Known now) {
            return before.version != null
                            && now.version != null
                            && !before.version.equals(now.version)
                            && ResourceVersion.isAtLeast(before.version, now.version)
                    ? before
                    : now;
        }
    }

    /** @param labels that mark a Secret of a cluster as the operator's own; another Secret counts as none */
    public ValuesStore(References references, Function<ClusterId, Map<String, String>> labels, SecretWrites secrets) {
        this.references = references;
        this.labels = labels;
        this.secrets = secrets;
        references.addListener(this::forgetIfGone);
    }

    private void forgetIfGone(Reference changed) {
        if (known.containsKey(changed) && references.version(changed).isEmpty()) {
            known.remove(changed);
        }
    }

    private static Reference reference(ClusterId id, int number) {
        return Reference.secret(id.namespace(), ValuesMount.secretOf(id.name(), number));
    }

    /** Empty until the first Secret of the cluster is there. */
    public Optional<StoredValues> read(ClusterId id) {
        SortedMap<Integer, ValuesShard> shards = new TreeMap<>();
        Set<Integer> taken = new TreeSet<>();
        boolean more = true;
        for (int number = 0; number < ValuesMount.SHARDS && (number == 0 || !shards.isEmpty()); number++) {
            // One follows another, unless somebody has deleted one of them.
            if (more || references.version(reference(id, number)).isPresent()) {
                Known found = look(id, number);
                more = found.version() != null;
                if (found.shard() != null) {
                    shards.put(number, found.shard());
                } else if (more) {
                    taken.add(number);
                }
            }
        }
        return shards.isEmpty() ? Optional.empty() : Optional.of(new StoredValues(shards, taken));
    }

    private Known look(ClusterId id, int number) {
        Reference reference = reference(id, number);
        Known last = known.get(reference);
        if (last != null && last.isCurrent(references.version(reference))) {
            return last;
        }
        Known now = references
                .read(reference)
                .map(content ->
                        new Known(content.version(), isOwn(id, content) ? ValuesShard.of(number, content) : null))
                .orElse(Known.ABSENT);
        return known.merge(reference, now, Known::newer);
    }

    private boolean isOwn(ClusterId id, Content content) {
        return content.labels().entrySet().containsAll(labels.apply(id).entrySet());
    }

    /** What the revisions of the cluster are made with; made on the first call. Empty until the Secret is there. */
    public Optional<byte[]> key(ClusterId id) {
        Optional<StoredValues> stored = read(id);
        byte[] key = stored.map(StoredValues::key).orElse(null);
        if (key != null || stored.isEmpty() || !makingKeys.add(id)) {
            return Optional.ofNullable(key);
        }
        byte[] made = new byte[KEY_BYTES];
        random.nextBytes(made);
        try {
            // With the version: another operator may be about to stop.
            patch(id, stored.get().first(), true, Map.of(StoredValues.KEY, encoded(made)));
            return Optional.of(made);
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw failed;
        } finally {
            makingKeys.remove(id);
        }
    }

    /** @param files contents by name, null for those that are removed */
    void write(ClusterId id, int number, Map<String, byte @Nullable []> files) {
        Map<String, @Nullable String> data = new TreeMap<>();
        files.forEach((name, content) -> data.put(name, content == null ? null : encoded(content)));
        ValuesShard shard = look(id, number).shard();
        boolean brings = data.values().stream().anyMatch(content -> content != null);
        if (brings) {
            data.put(ArrivalMark.file(number), mark(number, shard == null ? 1 : shard.write() + 1));
        }
        if (shard != null) {
            patch(id, shard, false, data);
        } else if (brings && number > 0) {
            create(id, number, data);
        }
    }

    private static String mark(int number, long write) {
        return encoded(ArrivalMark.text(number, write).getBytes(StandardCharsets.UTF_8));
    }

    private void create(ClusterId id, int number, Map<String, @Nullable String> data) {
        Map<String, String> there = new TreeMap<>();
        data.forEach((name, content) -> {
            if (content != null) {
                there.put(name, content);
            }
        });
        written(id, number, () -> secrets.create(reference(id, number), reference(id, 0), there));
    }

    private void patch(
            ClusterId id, ValuesShard shard, boolean unchanged, Map<String, ? extends @Nullable String> data) {
        Map<String, String> metadata = new LinkedHashMap<>();
        // Another in its place may not be the operator's.
        metadata.put("uid", shard.content().uid());
        if (unchanged) {
            metadata.put("resourceVersion", shard.content().version());
        }
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("metadata", metadata);
        patch.put("data", data);
        written(id, shard.number(), () -> secrets.patch(reference(id, shard.number()), Serialization.asJson(patch)));
    }

    private void written(ClusterId id, int number, Supplier<Secret> write) {
        Reference reference = reference(id, number);
        try {
            Secret now = write.get();
            Map<String, byte[]> held = new TreeMap<>();
            now.getData()
                    .forEach((name, text) -> held.put(name, Base64.getDecoder().decode(text)));
            ObjectMeta written = now.getMetadata();
            Content content = new Content(written.getResourceVersion(), held, written.getUid(), labels.apply(id));
            known.merge(reference, new Known(content.version(), ValuesShard.of(number, content)), Known::newer);
        } catch (KubernetesClientException failed) {
            if (isNews(failed.getCode())) {
                known.remove(reference);
            }
            throw failed;
        }
    }

    /** Whether a failure says that the Secret is not the one that was known. */
    private static boolean isNews(int code) {
        return code == HttpURLConnection.HTTP_CONFLICT || code == HttpURLConnection.HTTP_NOT_FOUND;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
