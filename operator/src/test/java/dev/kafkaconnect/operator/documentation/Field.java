package dev.kafkaconnect.operator.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One field of a definition as a row of the reference. Descriptions end with a default and an example. */
record Field(String path, JsonNode schema, boolean required) {
    private static final Pattern DESCRIPTION =
            Pattern.compile("(?s)(.*?)(?:\\s*\\bDefault: (.*?)\\.)?(?:\\s*\\bExample: (.*?)\\.?)?");
    private static final Pattern REFUSED = Pattern.compile("!has\\(self\\.\\w+\\)");

    static List<Field> children(String path, JsonNode parent) {
        List<Field> fields = new ArrayList<>();
        parent.path("properties")
                .properties()
                .forEach(entry -> fields.add(
                        new Field(path + "." + entry.getKey(), entry.getValue(), requires(parent, entry.getKey()))));
        return fields;
    }

    static List<String> messages(JsonNode schema) {
        return elements(schema.path("x-kubernetes-validations"))
                .filter(rule -> !REFUSED.matcher(rule.path("rule").asText()).matches())
                .map(rule -> text(rule.path("message").asText()))
                .toList();
    }

    List<Field> below() {
        return isList() ? children(path + "[]", schema.path("items")) : children(path, schema);
    }

    List<Field> withAllBelow() {
        return Stream.concat(Stream.of(this), below().stream().flatMap(field -> field.withAllBelow().stream()))
                .toList();
    }

    String row() {
        Matcher parts = DESCRIPTION.matcher(schema.path("description").asText());
        if (!parts.matches()) {
            throw new IllegalStateException(path);
        }
        String example = parts.group(3) == null ? "" : " Example: " + code(parts.group(3));
        return "| `%s` | %s | %s | %s%s | %s |"
                .formatted(
                        path,
                        type(schema),
                        defaulted(parts.group(2)),
                        text(parts.group(1)),
                        example,
                        String.join("; ", constraints()))
                .replaceAll(" {2,}", " ");
    }

    private String defaulted(String described) {
        if (schema.has("default")) {
            return code(schema.get("default").asText());
        }
        if (described == null || described.equals("none")) {
            return "";
        }
        return described.matches("\\S+|[\\[{].*") ? code(described) : text(described);
    }

    private List<String> constraints() {
        List<String> all = new ArrayList<>();
        if (required) {
            all.add("required");
        }
        if (schema.has("minimum") || schema.has("maximum")) {
            all.add(range(
                    schema.path("minimum").asText(), schema.path("maximum").asText()));
        }
        upTo("maxLength", "characters", all);
        upTo("maxItems", "entries", all);
        upTo("maxProperties", "entries", all);
        if (schema.has("pattern")) {
            all.add("matches " + code(schema.get("pattern").asText()));
        }
        if (schema.has("enum")) {
            all.add("one of "
                    + String.join(
                            ", ",
                            elements(schema.get("enum")).map(JsonNode::asText).toList()));
        }
        all.addAll(messages(schema));
        if (isList()) {
            all.addAll(messages(schema.path("items")));
        }
        return all;
    }

    private void upTo(String bound, String unit, List<String> all) {
        if (schema.has(bound)) {
            all.add("up to " + schema.get(bound).asText() + " " + unit);
        }
    }

    private boolean isList() {
        return schema.path("type").asText().equals("array");
    }

    private static String range(String least, String most) {
        if (most.isEmpty()) {
            return "at least " + least;
        }
        return least.isEmpty() ? "at most " + most : least + " to " + most;
    }

    private static String type(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return "scalar";
        }
        String type = schema.path("type").asText();
        if (type.equals("array")) {
            return "list of " + type(schema.path("items"));
        }
        return schema.has("additionalProperties") ? "map of " + type(schema.get("additionalProperties")) : type;
    }

    private static boolean requires(JsonNode parent, String name) {
        return elements(parent.path("required"))
                .anyMatch(required -> required.asText().equals(name));
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }

    private static String text(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
