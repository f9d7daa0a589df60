package dev.kafkaconnect.operator.references;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contents of Secrets and ConfigMaps that were read last, read again only when they have changed. Used by whatever refers to
 * some of them; does not know what the contents mean.
 */
public final class ContentCache {
    private final References references;
    private final Map<Reference, Content> known = new ConcurrentHashMap<>();
    private final Map<Asked, CompletableFuture<Optional<Content>>> underWay = new ConcurrentHashMap<>();

    /**
     * What many ask for at once is read once.
     *
     * @param news of which version had come: an answer to who had older news may be too old
     */
    private record Asked(Reference reference, Optional<String> news) {}

    public ContentCache(References references) {
        this.references = references;
    }

    /** Empty if there is no such object. */
    public Optional<Content> read(Reference reference) {
        Optional<String> news = references.version(reference);
        Optional<Content> last = known(reference, news);
        if (last.isPresent()) {
            return last;
        }
        Asked asked = new Asked(reference, news);
        CompletableFuture<Optional<Content>> own = new CompletableFuture<>();
        CompletableFuture<Optional<Content>> others = underWay.putIfAbsent(asked, own);
        return others == null ? read(asked, own) : joined(others);
    }

    private Optional<Content> read(Asked asked, CompletableFuture<Optional<Content>> answer) {
        Reference reference = asked.reference();
        try {
            // Others may have read it since.
            Optional<Content> last = known(reference, asked.news());
            Optional<Content> now = last.isPresent() ? last : references.read(reference);
            now.ifPresentOrElse(content -> known.put(reference, content), () -> known.remove(reference));
            answer.complete(now);
            return now;
        } catch (RuntimeException | Error failed) {
            answer.completeExceptionally(failed);
            throw failed;
        } finally {
            underWay.remove(asked, answer);
        }
    }

    private Optional<Content> known(Reference reference, Optional<String> news) {
        return Optional.ofNullable(known.get(reference))
                .filter(last -> news.filter(last.version()::equals).isPresent());
    }

    private static Optional<Content> joined(CompletableFuture<Optional<Content>> others) {
        try {
            return others.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : failed;
        }
    }

    /** Keeps no contents in memory that have been replaced or deleted. */
    public void onChange(Reference changed) {
        known.remove(changed);
    }

    /** Keeps no others in memory. */
    public void retain(Set<Reference> used) {
        known.keySet().retainAll(used);
    }
}
