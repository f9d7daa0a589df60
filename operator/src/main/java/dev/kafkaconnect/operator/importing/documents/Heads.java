package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What every document that is written begins with, whatever it was made of. */
public final class Heads {

    private Heads() {}

    /** A ConnectCluster that has its metadata and nothing else. */
    public static ObjectNode cluster(String name, @Nullable String namespace) {
        return of("kafkaconnect.dev/v1alpha1", "ConnectCluster", name, namespace);
    }

    /** @param namespace null where there is none to name */
    static ObjectNode of(String version, String kind, String name, @Nullable String namespace) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", version);
        document.put("kind", kind);
        Fields.put(document, "metadata.name", name);
        if (namespace != null) {
            Fields.put(document, "metadata.namespace", namespace);
        }
        return document;
    }
}
