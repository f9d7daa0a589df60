package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.connectorspec.ConfigFrom;
import dev.kafkaconnect.operator.references.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one value of a connector's configuration comes from.
 *
 * @param key of the configuration
 * @param entry key inside the Secret or ConfigMap
 */
public record ValueSource(String key, Reference reference, String entry) {

    /** The object, as messages name it. */
    public String object() {
        return reference.kind() + " " + reference.name();
    }

    /** The place of the value, as messages name it. */
    public String described() {
        return "key %s of %s, which %s refers to".formatted(entry, object(), key);
    }

    /** Those of a Connector; references are in its own namespace, whatever cluster runs it. */
    public static List<ValueSource> of(Connector connector) {
        String namespace = connector.getMetadata().getNamespace();
        List<ValueSource> sources = new ArrayList<>();
        List<ConfigFrom> all = connector.getSpec().getConfigFrom();
        for (ConfigFrom from : all == null ? List.<ConfigFrom>of() : all) {
            of(namespace, from).ifPresent(sources::add);
        }
        return sources;
    }

    /** Whether a configuration that is made of them would lack what a later version of the definition lets people write. */
    static boolean areUnderstood(Connector connector) {
        List<ConfigFrom> all = connector.getSpec().getConfigFrom();
        return all == null || all.stream().allMatch(from -> of("", from).isPresent());
    }

    private static Optional<ValueSource> of(String namespace, ConfigFrom from) {
        var secret = from.getSecretKeyRef();
        var map = from.getConfigMapKeyRef();
        if (from.getKey() == null || (secret == null) == (map == null)) {
            return Optional.empty();
        }
        Reference.Kind kind = secret != null ? Reference.Kind.Secret : Reference.Kind.ConfigMap;
        String name = secret != null ? secret.getName() : map.getName();
        String entry = secret != null ? secret.getKey() : map.getKey();
        return name == null || entry == null
                ? Optional.empty()
                : Optional.of(new ValueSource(from.getKey(), new Reference(kind, namespace, name), entry));
    }
}
