package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of documents by their paths, whose parts are separated by dots. */
public final class Fields {

    private Fields() {}

    /** Removes a field, and what is empty without it. */
    public static @Nullable JsonNode take(ObjectNode document, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return document.remove(path);
        }
        if (!(document.get(path.substring(0, dot)) instanceof ObjectNode inner)) {
            return null;
        }
        JsonNode taken = take(inner, path.substring(dot + 1));
        if (taken != null && inner.isEmpty()) {
            document.remove(path.substring(0, dot));
        }
        return taken;
    }

    public static void put(ObjectNode document, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.set(path, value);
        } else {
            put(object(document, path.substring(0, dot)), path.substring(dot + 1), value);
        }
    }

    public static void put(ObjectNode document, String path, String value) {
        put(document, path, document.textNode(value));
    }

    /** The object at a path, made where it is missing. */
    public static ObjectNode object(ObjectNode document, String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        ObjectNode inner = document.get(first) instanceof ObjectNode there ? there : document.putObject(first);
        return dot < 0 ? inner : object(inner, path.substring(dot + 1));
    }

    public static boolean has(ObjectNode document, String path) {
        return !at(document, path).isMissingNode();
    }

    public static JsonNode at(JsonNode document, String path) {
        JsonNode node = document;
        for (String part : path.split("\\.")) {
            node = node.path(part);
        }
        return node;
    }

    public static String text(JsonNode document, String path) {
        return at(document, path).asText("");
    }

    /** The paths of everything that is no object, or an empty one. */
    public static List<String> leaves(JsonNode document) {
        List<String> leaves = new ArrayList<>();
        collect(document, "", leaves);
        return leaves;
    }

    private static void collect(JsonNode node, String path, List<String> leaves) {
        if (!node.isObject() || node.isEmpty()) {
            leaves.add(path);
            return;
        }
        node.properties()
                .forEach(field -> collect(
                        field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), leaves));
    }
}
