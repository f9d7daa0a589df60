package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import dev.kafkaconnect.operator.importing.documents.Unknown;
import dev.kafkaconnect.operator.importing.documents.WorkerSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** From Strimzi's KafkaConnect, or the workers of a KafkaMirrorMaker2, to a ConnectCluster. */
public final class StrimziCluster {
    private static final Pattern LOGGER = Pattern.compile("(?:log4j\\.)?logger\\.(.+?)(?:\\.level)?");
    private static final Pattern ROOT =
            Pattern.compile("(connect\\.root\\.logger\\.level|rootLogger\\.level|log4j\\.rootLogger)");
    private static final Pattern LEVEL = Pattern.compile("OFF|FATAL|ERROR|WARN|INFO|DEBUG|TRACE|ALL");

    private StrimziCluster() {}

    /** @param kafka where the fields for Kafka are: {@code spec} or {@code spec.target} */
    static List<Rule> rules(String kafka, Choices choices) {
        return Stream.of(
                        Metadata.RULES,
                        StrimziKafka.rules(kafka),
                        List.of(
                                Rule.same("spec.replicas", "spec.replicas"),
                                Rule.same(kafka + ".groupId", "spec.groupId"),
                                Rule.same(kafka + ".configStorageTopic", "spec.topics.config.name"),
                                Rule.same(kafka + ".offsetStorageTopic", "spec.topics.offsets.name"),
                                Rule.same(kafka + ".statusStorageTopic", "spec.topics.status.name"),
                                Rule.changed(
                                        kafka + ".config",
                                        "spec.config",
                                        "group and internal topics become `spec.groupId` and `spec.topics`",
                                        (value, target, report) -> WorkerSettings.add(
                                                Properties.of(value, kafka + ".config", report),
                                                target,
                                                kafka + ".config",
                                                choices,
                                                report))),
                        List.of(
                                Rule.changed("spec.jvmOptions.-XX", "spec.jvm.options", "", StrimziCluster::flags),
                                Rule.changed(
                                        "spec.jvmOptions.javaSystemProperties",
                                        "spec.jvm.options",
                                        "as `-Dname=value`",
                                        StrimziCluster::systemProperties),
                                Rule.none("spec.jvmOptions.-Xms", "the heap is a share of the memory limit"),
                                Rule.none("spec.jvmOptions.-Xmx", "set spec.jvm.heapPercentage"),
                                Rule.none("spec.jvmOptions.gcLoggingEnabled", "use -Xlog:gc under spec.jvm.options"),
                                Rule.changed(
                                        "spec.logging.loggers", "spec.logging.loggers", "", StrimziCluster::loggers),
                                Rule.changed(
                                        "spec.logging.type",
                                        "",
                                        "`external`: set spec.logging.loggers",
                                        StrimziCluster::logging),
                                Rule.none("spec.logging.valueFrom", "set spec.logging.loggers"),
                                Rule.changed(
                                        "spec.metricsConfig",
                                        "spec.metrics.enabled",
                                        "the rules are those of the worker image",
                                        (value, target, report) -> {
                                            Fields.put(target, "spec.metrics.enabled", target.booleanNode(true));
                                            report.warn(
                                                    "spec.metricsConfig",
                                                    "the rules are left out: the worker image has its own, with the same names of metrics");
                                        }),
                                Rule.same("spec.rack.topologyKey", "spec.rack.topologyKey"),
                                Rule.changed(
                                        "spec.plugins",
                                        "spec.plugins",
                                        "`artifacts[].reference` is `image`, one plug-in for each",
                                        StrimziCluster::plugins),
                                Rule.none("spec.build", "deliver the plug-ins by spec.plugins"),
                                Rule.none(
                                        "spec.image",
                                        "an image of Strimzi does not start here; deliver its plug-ins by spec.plugins"),
                                Rule.none("spec.version", "the version is that of the worker image"),
                                Rule.none(
                                        "spec.tracing",
                                        "interceptors and agents go into spec.config and spec.jvm.options"),
                                Rule.none("spec.jmxOptions", "use spec.metrics"),
                                Rule.none("spec.clientRackInitImage", "no init container is needed")),
                        StrimziPods.rules())
                .flatMap(List::stream)
                .toList();
    }

    public static ObjectNode of(ObjectNode source, Choices choices, Report report) {
        return of(source, "spec", List.of(), "connect-cluster", choices, report);
    }

    /**
     * @param further rules before those of all workers
     * @param group that Strimzi takes where v1beta2 names none, as the beginning of the names of topics too
     */
    static ObjectNode of(
            ObjectNode source, String kafka, List<Rule> further, String group, Choices choices, Report report) {
        ObjectNode cluster = Metadata.cluster(
                Stream.concat(further.stream(), rules(kafka, choices).stream()).toList(), source, choices, report);
        if (source.path("apiVersion").asText().endsWith("/v1beta2")) {
            WorkerSettings.addMissing(
                    cluster,
                    Map.of(
                            "group.id", group,
                            "config.storage.topic", group + "-configs",
                            "offset.storage.topic", group + "-offsets",
                            "status.storage.topic", group + "-status"));
        }
        WorkerSettings.complete(cluster, true, choices, report);
        return cluster;
    }

    private static void flags(JsonNode value, ObjectNode target, Report report) {
        for (var flag : value.properties()) {
            String text = flag.getValue().asText();
            String option = List.of("true", "false").contains(text)
                    ? "-XX:%s%s".formatted(text.equals("true") ? "+" : "-", flag.getKey())
                    : "-XX:%s=%s".formatted(flag.getKey(), text);
            if (flag.getKey().equals("MaxRAMPercentage")) {
                report.warn("spec.jvmOptions.-XX", "MaxRAMPercentage is left out: set spec.jvm.heapPercentage");
            } else {
                options(target).add(option);
            }
        }
    }

    private static void systemProperties(JsonNode value, ObjectNode target, Report report) {
        Unknown.warnEach(value, Set.of("name", "value"), "spec.jvmOptions.javaSystemProperties", report);
        for (JsonNode property : value) {
            options(target)
                    .add("-D%s=%s"
                            .formatted(
                                    property.path("name").asText(),
                                    property.path("value").asText()));
        }
    }

    private static ArrayNode options(ObjectNode target) {
        return Fields.object(target, "spec.jvm").withArray("options");
    }

    /** In log4j2 a logger has any id, and its name and level beside each other. */
    private static void loggers(JsonNode value, ObjectNode target, Report report) {
        Properties.of(value, "spec.logging.loggers", report).forEach((key, level) -> {
            Matcher logger = LOGGER.matcher(key);
            String plain = level.replaceAll(",.*", "").strip().toUpperCase(Locale.ROOT);
            if (ROOT.matcher(key).matches() && LEVEL.matcher(plain).matches()) {
                Fields.object(target, "spec.logging.loggers").put("root", plain);
            } else if (logger.matches() && LEVEL.matcher(plain).matches()) {
                String name = value.path("logger." + logger.group(1) + ".name").asText(logger.group(1));
                Fields.object(target, "spec.logging.loggers").put(name, plain);
            } else if (!key.endsWith(".name")) {
                report.warn("spec.logging.loggers " + key, "is not a level of a logger and is left out");
            }
        });
    }

    private static void logging(JsonNode value, ObjectNode target, Report report) {
        if (!value.asText().equals("inline")) {
            report.warn(
                    "spec.logging.type", "%s has no counterpart: set spec.logging.loggers".formatted(value.asText()));
        }
    }

    private static void plugins(JsonNode value, ObjectNode target, Report report) {
        Unknown.warnEach(value, Set.of("name", "artifacts"), "spec.plugins", report);
        int position = 0;
        for (JsonNode plugin : value) {
            String where = Unknown.entry("spec.plugins", position) + ".artifacts";
            Unknown.warnEach(plugin.path("artifacts"), Set.of("type", "reference", "pullPolicy"), where, report);
            position++;
            int number = 0;
            for (JsonNode artifact : plugin.path("artifacts")) {
                number++;
                String name = plugin.path("name").asText().replace('_', '-') + (number == 1 ? "" : "-" + number);
                if (!artifact.path("reference").isTextual()) {
                    report.warn("spec.plugins", "an artifact of %s has no reference and is left out".formatted(name));
                    continue;
                }
                ObjectNode ours =
                        Fields.object(target, "spec").withArray("plugins").addObject();
                ours.put("name", name).put("image", artifact.path("reference").asText());
                if (artifact.has("pullPolicy")) {
                    ours.set("pullPolicy", artifact.get("pullPolicy"));
                }
            }
        }
    }
}
