package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.FoundConnector;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import java.util.ArrayList;
import java.util.List;

/** From the Connector of Confluent for Kubernetes to a connector as the workers have it. */
public final class ConfluentConnector {
    public static final List<Rule> RULES = rules();

    private ConfluentConnector() {}

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(List.of(
                Rule.changed(
                        "status.connectorState", "spec.state", "`PAUSED` and `STOPPED`", (value, target, report) -> {
                            switch (value.asText()) {
                                case "PAUSED" -> Fields.put(target, "spec.state", "Paused");
                                case "STOPPED" -> Fields.put(target, "spec.state", "Stopped");
                                default -> {}
                            }
                        }),
                Rule.same("spec.name", "spec.connectorName", "where it is no name for Kubernetes"),
                Rule.same("spec.class", "spec.class"),
                Rule.same("spec.taskMax", "spec.tasksMax"),
                Rule.same("spec.configs", "spec.config", "credentials become `spec.configFrom`"),
                Rule.same("spec.connectClusterRef.name", "spec.clusterRef.name"),
                Rule.same("spec.connectClusterRef.namespace", "spec.clusterRef.namespace"),
                Rule.changed(
                        "spec.restartPolicy.type",
                        "spec.autoRestart.enabled",
                        "`Never` is `false`",
                        (value, target, report) -> Fields.put(
                                target,
                                "spec.autoRestart.enabled",
                                target.booleanNode(!value.asText().equals("Never")))),
                Rule.same("spec.restartPolicy.maxRetry", "spec.autoRestart.maxRestarts"),
                Rule.none("spec.connectRest", "a Connector refers to a ConnectCluster by spec.clusterRef")));
        rules.addAll(StrimziConnector.RULES.stream()
                .filter(rule ->
                        rule.field().startsWith("metadata.") || !rule.field().contains("."))
                .map(rule -> rule.field().equals("metadata.labels") ? ignoringCluster(rule) : rule)
                .toList());
        return List.copyOf(rules);
    }

    private static Rule ignoringCluster(Rule rule) {
        return new Rule(rule.field(), "", "left out", rule.translation());
    }

    public static FoundConnector of(ObjectNode source, Report report) {
        ObjectNode draft = Rule.draft(RULES, source, report);
        String cluster = Fields.text(draft, "spec.clusterRef.name");
        if (cluster.isEmpty()) {
            report.warn("spec.connectClusterRef.name", "is missing: set spec.clusterRef.name, or use --cluster");
        }
        String named = Fields.text(draft, "spec.connectorName");
        FoundConnector found = StrimziConnector.found(
                named.isEmpty() ? Fields.text(source, "metadata.name") : named,
                source,
                cluster.isEmpty() ? "connect" : cluster,
                draft,
                report);
        String namespace = Fields.text(draft, "spec.clusterRef.namespace");
        return namespace.isEmpty()
                ? found
                : new FoundConnector(
                        found.name(),
                        found.namespace(),
                        found.cluster(),
                        namespace,
                        found.config(),
                        found.state(),
                        found.further());
    }
}
