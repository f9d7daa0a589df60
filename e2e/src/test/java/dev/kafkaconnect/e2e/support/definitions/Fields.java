package dev.kafkaconnect.e2e.support.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The fields of a schema, from the top down. */
public final class Fields {

    private Fields() {}

    /**
     * @param path names from the root, joined by dots
     * @param required whether its parent cannot do without it
     */
    public record Field(String path, JsonNode schema, boolean required) {

        public String description() {
            return schema.path("description").asText();
        }

        /** Whether a user writes a value there; a block for free keys counts as one value. */
        public boolean isLeaf() {
            return !schema.has("properties")
                    || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        }
    }

    public static List<Field> of(JsonNode root) {
        List<Field> fields = new ArrayList<>();
        collect("", root, fields);
        return fields;
    }

    private static void collect(String prefix, JsonNode schema, List<Field> fields) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(property -> {
            String path = prefix + property.getKey();
            fields.add(new Field(path, property.getValue(), required.contains(property.getKey())));
            collect(path + ".", property.getValue(), fields);
        });
        if (schema.has("items")) {
            collect(prefix, schema.path("items"), fields);
        }
    }
}
