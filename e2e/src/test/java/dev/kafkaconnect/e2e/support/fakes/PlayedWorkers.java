package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.operator.connect.RestEndpoint;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The workers of all clusters of one operator, in memory. */
public final class PlayedWorkers {
    private final Map<String, FakeConnect> workers = new ConcurrentHashMap<>();
    private final BiFunction<String, String, Map<String, String>> mounted;

    /** @param mounted contents by name of the files that the workers of a cluster in a namespace see */
    public PlayedWorkers(BiFunction<String, String, Map<String, String>> mounted) {
        this.mounted = mounted;
    }

    /** Whatever the scheme, and whether the Service is asked or one of the pods: all of them see the same. */
    public FakeConnect at(RestEndpoint endpoint) {
        String[] host = URI.create(endpoint.url()).getHost().split("\\.");
        return host[0].endsWith("-rest") ? of(host[0], "-rest", host[1]) : of(host[1], "-workers", host[2]);
    }

    public FakeConnect of(String cluster, String namespace) {
        return of(cluster, "", namespace);
    }

    private FakeConnect of(String service, String suffix, String namespace) {
        String cluster = service.substring(0, service.length() - suffix.length());
        return workers.computeIfAbsent(
                cluster + "." + namespace,
                key -> new FakeConnect(cluster, namespace, () -> mounted.apply(cluster, namespace)));
    }

    /** What a config topic, under its default name, says of the end of connectors. */
    public void beginWith(String configTopic, Set<String> deleted, Set<String> stopped) {
        workers.forEach((cluster, played) -> {
            if (configTopic.equals(configTopicOf(cluster))) {
                played.beginWith(deleted, stopped);
            }
        });
    }

    private static String configTopicOf(String cluster) {
        String[] name = cluster.split("\\.");
        return "%s.%s-configs".formatted(name[1], name[0]);
    }
}
