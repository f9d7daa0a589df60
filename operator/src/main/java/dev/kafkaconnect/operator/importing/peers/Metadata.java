package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.Heads;
import dev.kafkaconnect.operator.importing.documents.Names;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every resource has: labels and annotations of users are kept, what operators and the API server write is not. */
final class Metadata {
    /** Of those that are left out, the ones that tell nothing here. */
    private static final Set<String> WITHOUT_MEANING =
            Set.of("kubectl.kubernetes.io/last-applied-configuration", "strimzi.io/use-connector-resources");

    private static final Rule LABELS = kept("metadata.labels");
    private static final Rule ANNOTATIONS = kept("metadata.annotations");

    static final List<Rule> RULES = Stream.concat(
                    Stream.of(LABELS, ANNOTATIONS),
                    Stream.of(
                                    "apiVersion",
                                    "kind",
                                    "metadata.name",
                                    "metadata.namespace",
                                    "metadata.uid",
                                    "metadata.resourceVersion",
                                    "metadata.generation",
                                    "metadata.creationTimestamp",
                                    "metadata.managedFields",
                                    "metadata.finalizers",
                                    "status")
                            .map(Rule::ignored))
            .toList();

    private Metadata() {}

    private static Rule kept(String field) {
        return Rule.changed(field, field, "without those of the other operator", (value, target, report) -> {
            for (var entry : value.properties()) {
                if (!isOfAnOperator(entry.getKey())) {
                    Fields.object(target, field).set(entry.getKey(), entry.getValue());
                } else if (!WITHOUT_MEANING.contains(entry.getKey())) {
                    report.warn(field + " " + entry.getKey(), "is for the other operator and is left out");
                }
            }
        });
    }

    private static boolean isOfAnOperator(String key) {
        return key.contains("strimzi.io/") || key.contains("confluent.io/") || WITHOUT_MEANING.contains(key);
    }

    static String subject(JsonNode source) {
        return Fields.text(source, "kind") + " " + Fields.text(source, "metadata.name");
    }

    static @Nullable String namespace(JsonNode source) {
        String namespace = Fields.text(source, "metadata.namespace");
        return namespace.isEmpty() ? null : namespace;
    }

    /** What the rules make of the workers of another operator, under their name or the one that is wanted. */
    static ObjectNode cluster(List<Rule> rules, ObjectNode source, Choices choices, Report report) {
        String wanted = choices.cluster() == null ? Fields.text(source, "metadata.name") : choices.cluster();
        String name = Names.cluster(wanted);
        if (!name.equals(wanted)) {
            report.warn("metadata.name", "is not allowed for a ConnectCluster and becomes " + name);
        }
        String namespace = choices.namespace() == null ? namespace(source) : choices.namespace();
        ObjectNode cluster = Heads.cluster(name, namespace);
        Rule.applyAll(rules, source, cluster, report);
        return cluster;
    }
}
