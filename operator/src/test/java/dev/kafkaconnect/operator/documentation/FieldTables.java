package dev.kafkaconnect.operator.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reference page of a resource, made from its definition so that the two cannot differ: a table for the fields of
 * spec, one for each block in it, and one for status. Called by its test only.
 */
record FieldTables(String kind, String source, JsonNode schema) {
    private static final String HEADER =
            "| field | type | default | meaning | constraints |\n| --- | --- | --- | --- | --- |";

    String page() {
        List<String> parts = new ArrayList<>();
        parts.add("# Fields of a " + kind);
        parts.add("""
                Generated from [crds/%1$s](../../crds/%1$s).
                [%2$s](%3$s.md) groups the fields by subject.""".formatted(source, kind, kind.toLowerCase(Locale.ROOT)));
        parts.add("## Rules");
        parts.add(rules());
        JsonNode spec = schema.at("/properties/spec");
        List<Field> top = Field.children("spec", spec);
        parts.add("## spec");
        parts.add(table(top.stream().filter(field -> field.below().isEmpty()).toList()));
        for (Field block : top) {
            if (!block.below().isEmpty()) {
                parts.add("## " + block.path());
                parts.add(table(block.withAllBelow()));
            }
        }
        parts.add("## status");
        parts.add(table(Field.children("status", schema.at("/properties/status")).stream()
                .flatMap(field -> field.withAllBelow().stream())
                .toList()));
        return String.join("\n\n", parts) + "\n";
    }

    /** What holds between fields; rules of one field are in its row. */
    private String rules() {
        return "| rule |\n| --- |\n"
                + Stream.of(schema, schema.at("/properties/spec"))
                        .flatMap(block -> Field.messages(block).stream())
                        .map(message -> "| " + message + " |")
                        .collect(Collectors.joining("\n"));
    }

    private static String table(List<Field> fields) {
        return HEADER + "\n" + fields.stream().map(Field::row).collect(Collectors.joining("\n"));
    }
}
