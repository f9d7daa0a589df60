package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of a document what the resource definition has no field for, such as a setting of pods that other operators pass on:
 * the API server would refuse it or drop it without a word.
 */
public record Schema(JsonNode root) {

    /** @param definition of a kind of resources, as in the folder crds */
    public static Schema of(JsonNode definition) {
        return new Schema(definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"));
    }

    public void fit(ObjectNode document, Report report) {
        if (document.get("spec") instanceof ObjectNode spec) {
            fit(spec, root, "spec", report);
        }
    }

    private static void fit(JsonNode value, JsonNode schema, String path, Report report) {
        if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            return;
        }
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                fit(list.get(i), schema.path("items"), path + "[" + i + "]", report);
            }
        }
        if (value instanceof ObjectNode object && schema.has("properties")) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String below = path + "." + name;
                JsonNode field = schema.get("properties").path(name);
                if (field.isMissingNode() || !isOfType(object.get(name), field)) {
                    object.remove(name);
                    report.warn(
                            below,
                            field.isMissingNode()
                                    ? "has no counterpart and is left out"
                                    : "is of another type here and is left out");
                } else {
                    fit(object.get(name), field, below, report);
                }
            }
        }
    }

    private static boolean isOfType(JsonNode value, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }
}
