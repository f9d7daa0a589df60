package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.connectorspec.ConfigFrom;
import dev.kafkaconnect.operator.references.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one value of a connector's configuration comes from.
 *
 * @param key of the configuration
 * @param entry key inside the Secret or ConfigMap
 */
record ValueSource(String key, Reference reference, String entry) {

    /** Those of a Connector; references are in its own namespace, whatever cluster runs it. */
    static List<ValueSource> of(Connector connector) {
        String namespace = connector.getMetadata().getNamespace();
        List<ValueSource> sources = new ArrayList<>();
        List<ConfigFrom> all = connector.getSpec().getConfigFrom();
        for (ConfigFrom from : all == null ? List.<ConfigFrom>of() : all) {
            var secret = from.getSecretKeyRef();
            var map = from.getConfigMapKeyRef();
            if (secret != null) {
                sources.add(
                        new ValueSource(from.getKey(), Reference.secret(namespace, secret.getName()), secret.getKey()));
            } else if (map != null) {
                sources.add(
                        new ValueSource(from.getKey(), Reference.configMap(namespace, map.getName()), map.getKey()));
            }
        }
        return sources;
    }
}
