package dev.kafkaconnect.operator.importing.documents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A connector as it is elsewhere.
 *
 * @param name inside Kafka Connect
 * @param namespace of the resource that describes it; null where there is none
 * @param cluster name of what runs it
 * @param clusterNamespace null for that of the connector
 * @param config complete, as the workers have it
 * @param state Running, Paused or Stopped
 * @param further fields of {@code spec}
 */
public record FoundConnector(
        String name,
        @Nullable String namespace,
        String cluster,
        @Nullable String clusterNamespace,
        SortedMap<String, String> config,
        String state,
        ObjectNode further) {}
