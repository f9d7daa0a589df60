package dev.kafkaconnect.e2e.support.users;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Connectors that ask for what is not theirs, one for each field that takes text. */
public final class HostileConnectors {
    private static final List<String> FIELDS = List.of(
            "class: 'REFERENCE'",
            "version: 'REFERENCE'",
            "connectorName: 'REFERENCE'",
            "config: {file: 'REFERENCE'}",
            "config: {topic: 'a REFERENCE b'}",
            "config: {'REFERENCE': any}",
            "config: {transforms: 'REFERENCE'}",
            "config: {transforms: any, transforms.any.type: 'REFERENCE'}",
            "config: {predicates: any, predicates.any.type: 'REFERENCE'}",
            "config: {transforms: any, transforms.any.type: org.apache.kafka.connect.transforms.InsertHeader, transforms.any.header: any, transforms.any.value.literal: 'REFERENCE'}",
            "config: {value.converter: 'REFERENCE'}",
            "config: {producer.override.client.id: 'REFERENCE'}",
            "deadLetterQueue: {topic: 'REFERENCE'}",
            "configFrom: [{key: 'REFERENCE', secretKeyRef: {name: hostile, key: reference}}]",
            "configFrom: [{key: topic, secretKeyRef: {name: hostile, key: reference}}]");

    private final UserActions wanted;
    private final String cluster;

    public HostileConnectors(UserActions wanted, String cluster) {
        this.wanted = wanted;
        this.cluster = cluster;
    }

    /**
     * Returns when each of them is refused, by the definition or by the operator.
     *
     * @param reference to a config provider of the workers
     */
    public void areRefused(String name, String reference) {
        wanted.secret("hostile", Map.of("reference", reference));
        List<String> accepted = new ArrayList<>();
        for (int field = 0; field < FIELDS.size(); field++) {
            String connector = "hostile-%s-%d".formatted(name, field);
            try {
                wanted.connector(connector, spec(FIELDS.get(field).replace("REFERENCE", reference)));
                accepted.add(connector);
            } catch (KubernetesClientException refused) {
                assertThat(refused.getCode()).as(refused.getMessage()).isEqualTo(422);
            }
        }
        assertThat(accepted)
                .as("fields that the definition leaves to the operator")
                .hasSizeGreaterThan(8);
        accepted.forEach(connector -> eventually()
                .untilAsserted(() -> assertThat(wanted.reasonOfConnector(connector))
                        .as("%s: %s", connector, wanted.ofConnector(connector, "Ready"))
                        .isEqualTo("ConfigInvalid")));
    }

    private String spec(String field) {
        String clazz = field.startsWith("class:") ? "" : "class: FileStreamSource\n";
        return "clusterRef: {name: %s}\n%s%s\n".formatted(cluster, clazz, field);
    }
}
