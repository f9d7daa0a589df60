package dev.kafkaconnect.operator.references;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Secrets and ConfigMaps of a test, with a count of how often they were read. */
public final class ReferencesInMemory implements References {
    private final Map<Reference, Content> contents = new HashMap<>();
    private final List<ReferenceListener> listeners = new ArrayList<>();
    private int version;
    private int reads;
    private boolean lagging;
    private final Map<Reference, String> news = new HashMap<>();

    /** From now on, or no longer, no news come of what is changed. */
    public void lag(boolean lags) {
        lagging = lags;
        if (!lags) {
            news.clear();
        }
    }

    public void put(Reference reference, Map<String, String> data) {
        Map<String, byte[]> bytes = new TreeMap<>();
        data.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
        putBytes(reference, bytes);
    }

    public Content putBytes(Reference reference, Map<String, byte[]> data) {
        return putBytes(reference, data, Map.of());
    }

    public Content putBytes(Reference reference, Map<String, byte[]> data, Map<String, String> labels) {
        Content content =
                new Content(String.valueOf(++version), new TreeMap<>(data), "uid-of-" + reference.name(), labels);
        if (lagging) {
            Content before = contents.get(reference);
            news.putIfAbsent(reference, before == null ? "" : before.version());
        }
        contents.put(reference, content);
        if (!lagging) {
            listeners.forEach(listener -> listener.changed(reference));
        }
        return content;
    }

    public void remove(Reference reference) {
        contents.remove(reference);
        listeners.forEach(listener -> listener.changed(reference));
    }

    public int reads() {
        return reads;
    }

    /** What there is, which does not count as read. */
    public Optional<Content> stored(Reference reference) {
        return Optional.ofNullable(contents.get(reference));
    }

    @Override
    public Optional<Content> read(Reference reference) {
        reads++;
        return stored(reference);
    }

    @Override
    public Optional<String> version(Reference reference) {
        String heard = news.get(reference);
        return heard == null
                ? stored(reference).map(Content::version)
                : Optional.of(heard).filter(version -> !version.isEmpty());
    }

    @Override
    public void addListener(ReferenceListener listener) {
        listeners.add(listener);
    }
}
