package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * What becomes of one field of another operator's resource. It is also a row of the tables in the documentation.
 *
 * @param field its path
 * @param becomes the field that it is written to; empty where there is none
 * @param remark for the documentation
 */
public record Rule(String field, String becomes, String remark, Translation translation) {

    /** Writes what it can, and warns of the rest. */
    public interface Translation {
        void apply(JsonNode value, ObjectNode target, Report report);
    }

    /** The value is the same. */
    public static Rule same(String field, String becomes) {
        return same(field, becomes, "");
    }

    public static Rule same(String field, String becomes, String remark) {
        return new Rule(field, becomes, remark, (value, target, report) -> Fields.put(target, becomes, value));
    }

    public static Rule changed(String field, String becomes, String remark, Translation translation) {
        return new Rule(field, becomes, remark, translation);
    }

    /** @param instead what to do, or why nothing has to be done */
    public static Rule none(String field, String instead) {
        return new Rule(
                field, "", instead, (value, target, report) -> report.warn(field, "has no counterpart: " + instead));
    }

    /** Like {@link #none}, with a warning for each field below it. */
    public static Rule noneBelow(String field, String instead) {
        return new Rule(
                field,
                "",
                instead,
                (value, target, report) -> Fields.leaves(value)
                        .forEach(leaf -> report.warn(field + "." + leaf, "has no counterpart: " + instead)));
    }

    /** What the API server or the other operator writes. */
    public static Rule ignored(String field) {
        return new Rule(field, "", "", (value, target, report) -> {});
    }

    /** Whether users have anything to know about it. */
    public boolean isWorthARow() {
        return !becomes.isEmpty() || !remark.isEmpty();
    }

    /** What the rules make of a connector, as a draft of our own spec. */
    public static ObjectNode draft(List<Rule> rules, ObjectNode source, Report report) {
        ObjectNode draft = JsonNodeFactory.instance.objectNode();
        applyAll(rules, source, draft, report);
        return draft;
    }

    /** What no rule is for is reported. */
    public static void applyAll(List<Rule> rules, ObjectNode source, ObjectNode target, Report report) {
        ObjectNode rest = source.deepCopy();
        for (Rule rule : rules) {
            JsonNode value = Fields.take(rest, rule.field());
            if (value != null && !value.isNull()) {
                rule.translation().apply(value, target, report);
            }
        }
        Unknown.warn(rest, Set.of(), "", report);
    }
}
