package dev.kafkaconnect.e2e.support.definitions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the API server fills in where a user wrote nothing, as the descriptions of the fields say. */
public final class DocumentedDefaults {

    private DocumentedDefaults() {}

    public static Map<String, Object> filledInto(String kind, Object written) {
        Map<String, Object> spec = copy(written);
        switch (kind) {
            case "ConnectCluster" -> {
                spec.putIfAbsent("mode", "Distributed");
                spec.putIfAbsent("replicas", 3);
                spec.putIfAbsent("paused", false);
                within(spec, "kafka", DocumentedDefaults::kafka);
                withinEach(spec, "plugins", DocumentedDefaults::plugin);
                within(spec, "rollout", rollout -> {
                    rollout.putIfAbsent("onMissing", "Wait");
                    rollout.putIfAbsent("onOperatorUpgrade", "KeepKafkaVersion");
                });
                within(spec, "metrics", metrics -> metrics.putIfAbsent("enabled", false));
                within(spec, "topics", topics -> topics.putIfAbsent("management", "Create"));
                within(spec, "connectors", connectors -> {
                    connectors.putIfAbsent("unmanaged", "Keep");
                    within(connectors, "allowedNamespaces", allowed -> allowed.putIfAbsent("from", "Same"));
                });
            }
            case "Connector" -> {
                spec.putIfAbsent("state", "Running");
                spec.putIfAbsent("tasksMax", 1);
                spec.putIfAbsent("deletionPolicy", "Delete");
                spec.putIfAbsent("deleteOffsets", false);
                within(spec, "deadLetterQueue", queue -> {
                    queue.putIfAbsent("partitions", 1);
                    queue.putIfAbsent("replicationFactor", 3);
                    queue.putIfAbsent("tolerance", "All");
                    queue.putIfAbsent("contextHeaders", true);
                });
                within(spec, "autoRestart", restart -> restart.putIfAbsent("enabled", true));
            }
            default -> throw new IllegalArgumentException(kind);
        }
        return spec;
    }

    private static void plugin(Map<String, Object> plugin) {
        plugin.putIfAbsent("classPath", "Isolated");
        withinEach(
                plugin, "artifacts", artifact -> within(artifact, "maven", maven -> maven.putIfAbsent("type", "jar")));
        within(plugin, "repository", repository -> {
            repository.putIfAbsent("url", "https://repo.maven.apache.org/maven2");
            withinEach(repository, "trustedCertificates", certificate -> certificate.putIfAbsent("key", "ca.crt"));
        });
    }

    private static void kafka(Map<String, Object> kafka) {
        within(
                kafka,
                "tls",
                tls -> withinEach(tls, "trustedCertificates", certificate -> certificate.putIfAbsent("key", "ca.crt")));
        within(
                kafka,
                "authentication",
                authentication -> within(
                        authentication,
                        "tokenEndpointTrustedCertificates",
                        certificates -> certificates.putIfAbsent("key", "ca.crt")));
    }

    private static void within(Map<String, Object> parent, String key, Consumer<Map<String, Object>> fill) {
        parent.computeIfPresent(key, (present, written) -> {
            Map<String, Object> block = copy(written);
            fill.accept(block);
            return block;
        });
    }

    private static void withinEach(Map<String, Object> parent, String key, Consumer<Map<String, Object>> fill) {
        parent.computeIfPresent(
                key,
                (present, written) -> ((List<?>) written)
                        .stream()
                                .map(entry -> {
                                    Map<String, Object> block = copy(entry);
                                    fill.accept(block);
                                    return block;
                                })
                                .toList());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> copy(Object map) {
        return new LinkedHashMap<>((Map<String, Object>) map);
    }
}
