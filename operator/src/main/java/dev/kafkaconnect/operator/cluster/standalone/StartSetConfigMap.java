package dev.kafkaconnect.operator.cluster.standalone;

import dev.kafkaconnect.operator.cluster.plan.ChildMetadata;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMap with the connectors that a standalone worker starts with, one key for each; mounted, so that it needs nobody
 * to start them. Pure.
 *
 * @param leftOut connectors for which there was no room
 */
public record StartSetConfigMap(
        ConfigMap configMap, SortedMap<String, StartSetEntry> connectors, List<String> leftOut) {
    public static final String DIRECTORY = "/etc/kafka-connect-connectors";

    /** Key of the uid of the ConnectCluster. A worker starts nothing from a ConfigMap that replaced this one. */
    static final String OWNER = "owner";

    /** Kubernetes takes no more than a mebibyte in a ConfigMap; the rest is for its metadata. */
    static final int LARGEST = 1_000_000;

    public static PodPart mounted(ClusterPlan plan) {
        return PodPart.env(new EnvVarBuilder()
                        .withName("CONNECTORS_OWNER")
                        .withValue(plan.owner().getUid())
                        .build())
                .and(PodPart.mounted(
                        new VolumeBuilder()
                                .withName("connectors")
                                .withNewConfigMap()
                                .withName(plan.connectorFiles())
                                .withOptional(true)
                                .endConfigMap()
                                .build(),
                        new VolumeMountBuilder()
                                .withName("connectors")
                                .withMountPath(DIRECTORY)
                                .withReadOnly(true)
                                .build()));
    }

    public static Map<String, StartSetEntry> read(@Nullable ConfigMap configMap) {
        Map<String, StartSetEntry> connectors = new TreeMap<>();
        if (configMap != null && configMap.getData() != null) {
            configMap.getData().values().stream()
                    .map(StartSetEntry::read)
                    .flatMap(Optional::stream)
                    .forEach(connector -> connectors.put(connector.name(), connector));
        }
        return connectors;
    }

    public static StartSetConfigMap of(ClusterPlan plan, SortedMap<String, StartSetEntry> wanted) {
        Map<String, String> data = new TreeMap<>(Map.of(OWNER, plan.owner().getUid()));
        SortedMap<String, StartSetEntry> fitting = new TreeMap<>();
        List<String> leftOut = new ArrayList<>();
        int size = 0;
        for (StartSetEntry connector : wanted.values()) {
            String key = ConnectorFileName.of(connector.name());
            String text = connector.text();
            int grown = size + key.length() + text.getBytes(StandardCharsets.UTF_8).length;
            if (grown > LARGEST) {
                leftOut.add(connector.name());
                continue;
            }
            size = grown;
            data.put(key, text);
            fitting.put(connector.name(), connector);
        }
        return new StartSetConfigMap(
                new ConfigMapBuilder()
                        .withMetadata(ChildMetadata.of(plan, plan.connectorFiles()))
                        .withData(data)
                        .build(),
                fitting,
                leftOut);
    }
}
