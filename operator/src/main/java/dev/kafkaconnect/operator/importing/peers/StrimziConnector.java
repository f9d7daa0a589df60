package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.FoundConnector;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** From Strimzi's KafkaConnector to a connector as the workers have it. */
public final class StrimziConnector {
    private static final String CLUSTER = "strimzi.io/cluster";
    private static final Map<String, String> STATES =
            Map.of("running", "Running", "paused", "Paused", "stopped", "Stopped");

    /** What the fields become is written to a draft of our own spec. */
    static final List<Rule> SPEC = List.of(
            Rule.same("spec.class", "spec.class"),
            Rule.same("spec.tasksMax", "spec.tasksMax"),
            Rule.same("spec.version", "spec.version"),
            Rule.same("spec.config", "spec.config", "credentials and references to Secrets become `spec.configFrom`"),
            Rule.changed("spec.state", "spec.state", "", StrimziConnector::state),
            Rule.changed("spec.pause", "spec.state", "`true` is `Paused`", (value, target, report) -> {
                if (value.asBoolean()) {
                    Fields.put(target, "spec.state", "Paused");
                }
            }),
            Rule.same("spec.autoRestart.enabled", "spec.autoRestart.enabled", "on by default here"),
            Rule.same("spec.autoRestart.maxRestarts", "spec.autoRestart.maxRestarts"),
            Rule.none("spec.listOffsets", "set the annotation kafkaconnect.dev/list-offsets"),
            Rule.none("spec.alterOffsets", "use spec.offsets"));

    public static final List<Rule> RULES = rules();

    private StrimziConnector() {}

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(List.of(
                Rule.changed(
                        "metadata.labels",
                        "spec.clusterRef.name",
                        "the label `strimzi.io/cluster`",
                        (value, target, report) -> value.properties().stream()
                                .filter(label -> !label.getKey().equals(CLUSTER))
                                .forEach(label -> report.warn(
                                        "metadata.labels " + label.getKey(), "is left out: write it if you need it"))),
                Rule.changed(
                        "metadata.annotations",
                        "",
                        "left out",
                        (value, target, report) -> value.properties().stream()
                                .filter(annotation -> !annotation.getKey().startsWith("kubectl.kubernetes.io/"))
                                .forEach(annotation -> report.warn(
                                        "metadata.annotations " + annotation.getKey(),
                                        "is left out: write it if you need it")))));
        rules.addAll(Metadata.RULES.stream()
                .filter(rule ->
                        !rule.field().equals("metadata.labels") && !rule.field().equals("metadata.annotations"))
                .toList());
        rules.addAll(SPEC);
        return List.copyOf(rules);
    }

    public static FoundConnector of(ObjectNode source, Report report) {
        JsonNode cluster = source.path("metadata").path("labels").path(CLUSTER);
        if (!cluster.isTextual()) {
            report.warn("metadata.labels " + CLUSTER, "is missing: set spec.clusterRef.name, or use --cluster");
        }
        ObjectNode draft = Rule.draft(RULES, source, report);
        return found(Fields.text(source, "metadata.name"), source, cluster.asText("connect"), draft, report);
    }

    /** @param draft what the rules wrote */
    static FoundConnector found(String name, JsonNode source, String cluster, ObjectNode draft, Report report) {
        SortedMap<String, String> config = Properties.of(Fields.at(draft, "spec.config"), "spec.config", report);
        config.put("name", name);
        put(config, "connector.class", Fields.text(draft, "spec.class"));
        put(config, "tasks.max", Fields.text(draft, "spec.tasksMax"));
        put(config, "connector.plugin.version", Fields.text(draft, "spec.version"));
        String state = Fields.text(draft, "spec.state");
        ObjectNode further = JsonNodeFactory.instance.objectNode();
        if (Fields.at(draft, "spec.autoRestart") instanceof ObjectNode restarts) {
            further.set("autoRestart", restarts);
        }
        return new FoundConnector(
                name, Metadata.namespace(source), cluster, null, config, state.isEmpty() ? "Running" : state, further);
    }

    private static void put(SortedMap<String, String> config, String key, String value) {
        if (!value.isEmpty()) {
            config.put(key, value);
        }
    }

    private static void state(JsonNode value, ObjectNode target, Report report) {
        String state = STATES.get(value.asText());
        if (state == null) {
            report.warn("spec.state", "%s has no counterpart".formatted(value.asText()));
        } else {
            Fields.put(target, "spec.state", state);
        }
    }
}
