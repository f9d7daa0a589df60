package dev.kafkaconnect.operator.training;

import java.util.List;

/** What the API server of the training holds: one ConnectCluster of each kind of pass, and Connectors. Used by {@link Training}. */
final class TrainingResources {

    private TrainingResources() {}

    /** As JSON. */
    static List<String> all() {
        return List.of(
                """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "training"}}
                """,
                cluster("trained", """
                        {"kafka": {"bootstrapServers": "127.0.0.1:1"}, "replicas": 1,
                         "topics": {"management": "Ignore"}, "rest": {"tls": {"mode": "Disabled"}}}
                        """),
                cluster("without-kafka", """
                        {"kafka": {"bootstrapServers": "127.0.0.1:1"}, "replicas": 1}
                        """),
                connector("made", "trained"),
                connector("other", "trained"),
                connector("waits", "without-kafka"));
    }

    private static String cluster(String name, String spec) {
        return resource("ConnectCluster", name, spec);
    }

    private static String connector(String name, String cluster) {
        return resource("Connector", name, """
                {"clusterRef": {"name": "%s"}, "class": "FileStreamSource", "tasksMax": 1, "config": {"topic": "t", "file": "f"}}
                """.formatted(cluster));
    }

    private static String resource(String kind, String name, String spec) {
        return """
                {"apiVersion": "kafkaconnect.dev/v1alpha1", "kind": "%s", "spec": %s,
                 "metadata": {"namespace": "training", "name": "%s", "generation": 1}}
                """.formatted(kind, spec, name);
    }
}
