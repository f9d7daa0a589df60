package dev.kafkaconnect.operator.importing.peers;

import dev.kafkaconnect.operator.importing.documents.Rule;
import java.util.List;

/** What Confluent's Connect has and a ConnectCluster has not. */
final class ConfluentAbsences {
    static final List<Rule> RULES = List.of(
            Rule.none("spec.build", "deliver the plug-ins by spec.plugins"),
            Rule.none(
                    "spec.dependencies.schemaRegistry", "write value.converter.schema.registry.url under spec.config"),
            Rule.none("spec.dependencies.admin", "write its properties with the prefix admin. under spec.config"),
            Rule.none("spec.dependencies.consumer", "write its properties with the prefix consumer. under spec.config"),
            Rule.none("spec.dependencies.producer", "write its properties with the prefix producer. under spec.config"),
            Rule.none("spec.dependencies.interceptor", "write interceptor.classes under spec.config"),
            Rule.none("spec.dependencies.mds", "role-based access control of Confluent is not supported"),
            Rule.none("spec.dependencies.kafka.discovery", "set spec.kafka.bootstrapServers"),
            Rule.none("spec.keyConverterType", "write key.converter under spec.config"),
            Rule.none("spec.valueConverterType", "write value.converter under spec.config"),
            Rule.none("spec.connectorTLSCerts", "mount the Secrets by spec.pod.volumes"),
            Rule.none("spec.tls", "spec.rest.tls is mutual TLS with certificates of the operator by default"),
            Rule.none("spec.authentication", "spec.rest.tls is mutual TLS by default"),
            Rule.none("spec.authorization", "role-based access control of Confluent is not supported"),
            Rule.none("spec.externalAccess", "make a Service or Ingress of your own"),
            Rule.none("spec.metrics", "set spec.metrics.enabled"),
            Rule.none("spec.podTemplate.probe", "set spec.pod.probes"),
            Rule.none("spec.oneReplicaPerNode", "set spec.pod.affinity; workers are spread over nodes by default"),
            Rule.none("spec.headlessService", "the operator makes it"),
            Rule.none("spec.k8sClusterDomain", "no domain is needed"),
            Rule.none("spec.enableSchemas", "write value.converter.schemas.enable under spec.config"),
            Rule.none("spec.license", "no license is needed"),
            Rule.none("spec.telemetry", "nothing is sent to Confluent"));

    private ConfluentAbsences() {}
}
