package dev.kafkaconnect.operator.references;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contents of Secrets and ConfigMaps that were read last, read again only when they have changed. Used by whatever refers to
 * some of them; does not know what the contents mean.
 */
public final class ContentCache {
    private final References references;
    private final Map<Reference, Content> known = new ConcurrentHashMap<>();

    public ContentCache(References references) {
        this.references = references;
    }

    /** Empty if there is no such object. */
    public Optional<Content> read(Reference reference) {
        Content last = known.get(reference);
        if (last != null
                && references.version(reference).filter(last.version()::equals).isPresent()) {
            return Optional.of(last);
        }
        Optional<Content> now = references.read(reference);
        now.ifPresentOrElse(content -> known.put(reference, content), () -> known.remove(reference));
        return now;
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
