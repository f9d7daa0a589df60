package dev.kafkaconnect.worker.rest;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this image adds to the REST server of a worker, before the extensions of a user. Called by both main classes. */
public final class RestExtensions {
    private static final String EXTENSIONS = "rest.extension.classes";

    private RestExtensions() {}

    /** The properties of a worker, with ours among its extensions. */
    public static Map<String, String> in(Map<String, String> properties) {
        Stream<Class<?>> gate = properties.containsKey(RestGate.CLIENT_HOST) ? Stream.of(RestGate.class) : Stream.of();
        Stream<Class<?>> ours =
                Stream.concat(gate, Stream.of(ContractHeader.class, LeaderHeader.class, PluginFiles.class));
        Map<String, String> extended = new HashMap<>(properties);
        extended.put(
                EXTENSIONS,
                Stream.concat(ours.map(Class::getName), Stream.of(properties.getOrDefault(EXTENSIONS, "")))
                        .filter(classes -> !classes.isBlank())
                        .collect(Collectors.joining(",")));
        return extended;
    }
}
