package dev.kafkaconnect.operator.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One value of the Helm chart as a row of its reference: the comment above it in values.yaml is its description. Called by
 * {@link ChartValuesTest} only; knows nothing of the templates.
 */
record ChartValue(String path, JsonNode value, String meaning) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern COMMENT = Pattern.compile(" *# (.*)");
    private static final Pattern KEY = Pattern.compile("( *)(\\w+):.*");

    private record Open(int indent, String key) {}

    /** Those with a comment, in the order of the file. A blank line ends what a comment belongs to. */
    static List<ChartValue> of(String file) throws IOException {
        JsonNode root = YAML.readTree(file);
        List<ChartValue> values = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        for (String line : file.lines().toList()) {
            Matcher text = COMMENT.matcher(line);
            if (text.matches()) {
                comment.add(text.group(1));
                continue;
            }
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                String path = enter(open, key.group(1).length(), key.group(2));
                if (!comment.isEmpty()) {
                    JsonNode value = root.at("/" + path.replace('.', '/'));
                    values.add(new ChartValue(path, value, String.join(" ", comment)));
                }
            }
            comment.clear();
        }
        return values;
    }

    private static String enter(Deque<Open> open, int indent, String key) {
        while (!open.isEmpty() && open.getLast().indent() >= indent) {
            open.removeLast();
        }
        open.addLast(new Open(indent, key));
        return open.stream().map(Open::key).collect(Collectors.joining("."));
    }

    /** The paths of all values that are no objects, or empty ones. */
    static List<String> leaves(String path, JsonNode value) {
        if (!value.isObject() || value.isEmpty()) {
            return List.of(path);
        }
        return value.properties().stream()
                .flatMap(entry -> leaves(path + "." + entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    boolean covers(String leaf) {
        return leaf.equals(path) || leaf.startsWith(path + ".");
    }

    /** @param isGroup its values have rows of their own */
    String row(boolean isGroup) {
        return "| `%s` | %s | %s |"
                .formatted(path, isGroup ? "" : shown(value), meaning)
                .replaceAll(" {2,}", " ");
    }

    private static String shown(JsonNode value) {
        return value.isTextual() && value.asText().isEmpty() ? "" : "`" + compact(value) + "`";
    }

    private static String compact(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + ": " + compact(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(ChartValue::compact)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        return value.asText();
    }
}
