package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The properties file of a worker as Kafka reads it: from bytes, which java.util.Properties takes for ISO 8859-1. */
final class PropertiesAsRead {

    private PropertiesAsRead() {}

    static Properties read(ConnectCluster cluster) throws IOException {
        byte[] file = WorkerProperties.file(Clusters.plan(cluster)).getBytes(StandardCharsets.UTF_8);
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(file));
        return properties;
    }
}
