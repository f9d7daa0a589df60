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
        contents.put(reference, content);
        listeners.forEach(listener -> listener.changed(reference));
        return content;
    }

    public void remove(Reference reference) {
        contents.remove(reference);
        listeners.forEach(listener -> listener.changed(reference));
    }

    public int reads() {
        return reads;
    }

    @Override
    public Optional<Content> read(Reference reference) {
        reads++;
        return Optional.ofNullable(contents.get(reference));
    }

    @Override
    public Optional<String> version(Reference reference) {
        return Optional.ofNullable(contents.get(reference)).map(Content::version);
    }

    @Override
    public void addListener(ReferenceListener listener) {
        listeners.add(listener);
    }
}
