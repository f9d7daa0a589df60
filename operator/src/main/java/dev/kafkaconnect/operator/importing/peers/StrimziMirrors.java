package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.FoundConnector;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import dev.kafkaconnect.operator.importing.documents.Unknown;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From Strimzi's KafkaMirrorMaker2 to a ConnectCluster and the connectors that Strimzi makes of each mirror. */
public final class StrimziMirrors {
    private static final Map<String, String> CONNECTORS = Map.of(
            "sourceConnector", ".MirrorSourceConnector",
            "checkpointConnector", ".MirrorCheckpointConnector",
            "heartbeatConnector", ".MirrorHeartbeatConnector");

    private static final Map<String, String> PATTERNS = Map.of(
            "topicsPattern", "topics",
            "topicsExcludePattern", "topics.exclude",
            "groupsPattern", "groups",
            "groupsExcludePattern", "groups.exclude");

    /** The default of Strimzi for mirrors; that of a ConnectCluster would wrap what is mirrored in JSON. */
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    /** Strimzi writes properties for them into the configuration of each connector. */
    private static final List<String> IN_CONNECTORS = List.of("rack", "tracing");

    static final List<Rule> MIRRORS = List.of(
            new Rule(
                    "spec.target.alias",
                    "spec.config",
                    "of each Connector, as `target.cluster.alias`",
                    (value, target, report) -> {}),
            new Rule(
                    "spec.mirrors",
                    "",
                    "one Connector for each `sourceConnector`, `checkpointConnector` and `heartbeatConnector`",
                    (value, target, report) -> {}),
            new Rule(
                    "spec.clusters",
                    "",
                    "of v1beta2, read as `spec.target` and `spec.mirrors[].source`",
                    (value, target, report) -> {}),
            Rule.ignored("spec.connectCluster"));

    private StrimziMirrors() {}

    public static List<Rule> rules(Choices choices) {
        List<Rule> rules = new ArrayList<>(MIRRORS);
        rules.addAll(StrimziCluster.rules("spec.target", choices));
        return rules;
    }

    public static ObjectNode cluster(ObjectNode source, Choices choices, Report report) {
        ObjectNode cluster =
                StrimziCluster.of(normal(source), "spec.target", MIRRORS, "mirrormaker2-cluster", choices, report);
        ObjectNode config = Fields.object(cluster, "spec.config");
        for (String converter : List.of("key.converter", "value.converter", "header.converter")) {
            if (!config.has(converter)) {
                config.put(converter, BYTES);
            }
        }
        return cluster;
    }

    public static List<FoundConnector> connectors(ObjectNode source, Report report) {
        List<FoundConnector> connectors = new ArrayList<>();
        ObjectNode normal = normal(source);
        JsonNode target = Fields.at(normal, "spec.target");
        String namespace = Fields.text(source, "metadata.namespace");
        IN_CONNECTORS.stream()
                .filter(field -> Fields.has(normal, "spec." + field))
                .forEach(
                        field -> report.warn(
                                "spec." + field,
                                "the properties for it are not written: add what the workers have to spec.config of each Connector"));
        warnUnused(source.path("spec"), report);
        int number = 0;
        for (JsonNode one : Fields.at(normal, "spec.mirrors")) {
            String where = Unknown.entry("spec.mirrors", number);
            ObjectNode mirror = one.deepCopy();
            JsonNode from = mirror.path("source").deepCopy();
            mirror.remove("source");
            ObjectNode common = JsonNodeFactory.instance.objectNode();
            MirrorClients.add(target, "target.cluster.", namespace, common, report);
            MirrorClients.reportUnknown(from, where + ".source", report);
            MirrorClients.add(from, "source.cluster.", namespace, common, report);
            ObjectNode patterns = JsonNodeFactory.instance.objectNode();
            PATTERNS.forEach((field, key) -> {
                JsonNode pattern = mirror.remove(field);
                if (pattern != null) {
                    patterns.set(key, pattern);
                }
            });
            CONNECTORS.keySet().stream().sorted().forEach(kind -> {
                if (mirror.remove(kind) instanceof ObjectNode spec) {
                    String name = from.path("alias").asText() + "->"
                            + target.path("alias").asText() + CONNECTORS.get(kind);
                    connectors.add(connector(name, kind, spec, common, patterns, normal, report));
                }
            });
            Unknown.warn(mirror, Set.of(), where, report);
            number++;
        }
        return connectors;
    }

    private static FoundConnector connector(
            String name,
            String kind,
            ObjectNode spec,
            ObjectNode common,
            ObjectNode patterns,
            ObjectNode source,
            Report report) {
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        wrapped.set("spec", spec);
        ObjectNode draft = Rule.draft(StrimziConnector.SPEC, wrapped, report);
        ObjectNode config = common.deepCopy();
        if (Fields.at(draft, "spec.config") instanceof ObjectNode own) {
            config.setAll(own);
        }
        config.setAll(patterns);
        Fields.put(draft, "spec.config", config);
        Fields.put(draft, "spec.class", "org.apache.kafka.connect.mirror" + CONNECTORS.get(kind));
        return StrimziConnector.found(name, source, Fields.text(source, "metadata.name"), draft, report);
    }

    /** In v1beta2 the clusters are a list, which the mirrors refer to by alias. */
    private static ObjectNode normal(ObjectNode source) {
        ObjectNode normal = source.deepCopy();
        if (!(normal.path("spec") instanceof ObjectNode spec)
                || !spec.path("clusters").isArray()) {
            return normal;
        }
        JsonNode clusters = spec.remove("clusters");
        spec.set("target", named(clusters, spec.path("connectCluster").asText()));
        for (JsonNode mirror : spec.path("mirrors")) {
            if (mirror instanceof ObjectNode one) {
                one.set("source", named(clusters, one.path("sourceCluster").asText()));
                one.remove(List.of("sourceCluster", "targetCluster"));
            }
        }
        return normal;
    }

    private static void warnUnused(JsonNode spec, Report report) {
        Set<String> used = new HashSet<>(Set.of(spec.path("connectCluster").asText()));
        spec.path("mirrors")
                .forEach(mirror -> used.add(mirror.path("sourceCluster").asText()));
        int number = 0;
        for (JsonNode cluster : spec.path("clusters")) {
            if (!used.contains(cluster.path("alias").asText())) {
                report.warn(Unknown.entry("spec.clusters", number), "is part of no mirror and is left out");
            }
            number++;
        }
    }

    private static JsonNode named(JsonNode clusters, String alias) {
        for (JsonNode cluster : clusters) {
            if (cluster.path("alias").asText().equals(alias)) {
                return cluster;
            }
        }
        return JsonNodeFactory.instance.objectNode().put("alias", alias);
    }
}
