package dev.kafkaconnect.e2e.support.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Resources as users write them. */
public final class Yaml {

    private Yaml() {}

    /**
     * A cluster of one worker, which costs others little: its JVM optimizes nothing, because it does not live long. Further spec lines
     * are added as given.
     */
    public static String cluster(String name, String... specLines) {
        return asShipped(name, specLines) + "  jvm: {options: ['-XX:TieredStopAtLevel=1']}\n";
    }

    /**
     * The same with the JVM that users get, for what is measured. Has the file connectors, unless the lines name plug-ins or another
     * image.
     */
    public static String asShipped(String name, String... specLines) {
        return """
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: ConnectCluster
                metadata:
                  name: %s
                spec:
                  replicas: 1
                  kafka:
                    bootstrapServers: %s
                %s
                """.formatted(name, LocalCluster.BOOTSTRAP, indented(withConnectors(specLines)));
    }

    private static String[] withConnectors(String... specLines) {
        List<String> lines = new ArrayList<>(List.of(specLines));
        if (lines.stream().noneMatch(line -> line.startsWith("plugins:") || line.startsWith("image:"))) {
            lines.add("plugins: [{name: connect-file, image: '%s'}]".formatted(TestImages.fileConnectors()));
        }
        return lines.toArray(String[]::new);
    }

    public static String connector(String name, String cluster, String connectorClass, String... specLines) {
        return """
                apiVersion: kafkaconnect.dev/v1alpha1
                kind: Connector
                metadata:
                  name: %s
                spec:
                  clusterRef:
                    name: %s
                  class: %s
                %s
                """.formatted(name, cluster, connectorClass, indented(specLines));
    }

    /** A source that runs, waiting for a file that never comes. */
    public static String idleSource(String name, String cluster, String... specLines) {
        return connector(name, cluster, "org.apache.kafka.connect.file.FileStreamSourceConnector", specLines) + """
                  config:
                    file: /tmp/never
                    topic: never
                """;
    }

    private static String indented(String... lines) {
        return "  " + String.join("\n  ", lines);
    }

    public static String example(String file) {
        try {
            return Files.readString(Path.of(System.getProperty("project.root"), "examples", file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
