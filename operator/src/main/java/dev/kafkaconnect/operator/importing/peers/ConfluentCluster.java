package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Choices;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import dev.kafkaconnect.operator.importing.documents.Unknown;
import dev.kafkaconnect.operator.importing.documents.WorkerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** From the Connect of Confluent for Kubernetes to a ConnectCluster. */
public final class ConfluentCluster {
    private static final String KAFKA = "spec.dependencies.kafka.";
    private static final String POD = "spec.podTemplate.";

    private static final Set<String> TLS =
            Set.of("enabled", "secretRef", "ignoreTrustStoreConfig", "directoryPathInContainer", "jksPassword");

    private ConfluentCluster() {}

    public static List<Rule> rules(Choices choices) {
        List<Rule> rules = new ArrayList<>(List.of(
                Rule.same("status.groupID", "spec.groupId"),
                Rule.changed(
                        "status.internalTopicNames",
                        "spec.topics",
                        "names that end with `configs`, `offsets` and `status`",
                        ConfluentCluster::topics)));
        rules.addAll(Metadata.RULES);
        rules.addAll(List.of(
                Rule.same("spec.replicas", "spec.replicas"),
                Rule.same(KAFKA + "bootstrapEndpoint", "spec.kafka.bootstrapServers"),
                Rule.changed(
                        KAFKA + "authentication",
                        "spec.kafka.authentication",
                        "`mtls`: the certificate of `tls.secretRef`; others have to be written",
                        ConfluentCluster::authentication),
                Rule.changed(
                        KAFKA + "tls", "spec.kafka.tls", "`secretRef`: its key `cacerts.pem`", ConfluentCluster::tls),
                Rule.changed(
                        "spec.configOverrides.server",
                        "spec.config",
                        "group and internal topics become `spec.groupId` and `spec.topics`",
                        (value, target, report) -> WorkerSettings.add(
                                Properties.ofLines(value, "spec.configOverrides.server", report),
                                target,
                                "spec.configOverrides.server",
                                choices,
                                report)),
                Rule.changed("spec.configOverrides.jvm", "spec.jvm.options", "", ConfluentCluster::flags),
                Rule.none("spec.configOverrides.log4j", "set spec.logging.loggers"),
                Rule.changed(
                        "spec.internalTopicReplicationFactor",
                        "spec.topics",
                        "`replicationFactor` of each",
                        (value, target, report) -> List.of("config", "offsets", "status")
                                .forEach(topic -> Fields.put(
                                        target, "spec.topics.%s.replicationFactor".formatted(topic), value))),
                Rule.changed(
                        "spec.image.pullSecretRef",
                        "spec.pod.imagePullSecrets",
                        "",
                        (value, target, report) -> value.forEach(secret -> Fields.object(target, "spec.pod")
                                .withArray("imagePullSecrets")
                                .addObject()
                                .put("name", secret.asText()))),
                Rule.none(
                        "spec.image",
                        "an image of Confluent does not start here; deliver its plug-ins by spec.plugins"),
                Rule.changed(
                        "spec.mountedSecrets",
                        "spec.pod.volumes",
                        "and `volumeMounts`, at the same path",
                        ConfluentCluster::secrets),
                Rule.same("spec.injectLabels", "spec.commonMetadata.labels"),
                Rule.same("spec.injectAnnotations", "spec.commonMetadata.annotations"),
                Rule.same(POD + "resources.requests", "spec.resources.requests"),
                Rule.same(POD + "resources.limits", "spec.resources.limits"),
                Rule.same(POD + "envVars", "spec.pod.env"),
                Rule.same(POD + "podSecurityContext", "spec.pod.securityContext"),
                Rule.same(POD + "securityContext", "spec.pod.containerSecurityContext")));
        rules.add(Rule.changed(
                "spec.connectorOverridePolicy",
                "spec.config",
                "as `connector.client.config.override.policy`",
                (value, target, report) ->
                        Fields.object(target, "spec.config").set("connector.client.config.override.policy", value)));
        for (String name : List.of(
                "labels",
                "annotations",
                "affinity",
                "tolerations",
                "topologySpreadConstraints",
                "priorityClassName",
                "serviceAccountName",
                "terminationGracePeriodSeconds")) {
            rules.add(Rule.same(POD + name, "spec.pod." + name));
        }
        // After the Secrets, which are volumes too.
        rules.add(Rule.changed(
                "spec.mountedVolumes.volumes",
                "spec.pod.volumes",
                "",
                (value, target, report) -> value.forEach(volume ->
                        Fields.object(target, "spec.pod").withArray("volumes").add(volume))));
        rules.add(Rule.changed(
                "spec.mountedVolumes.volumeMounts",
                "spec.pod.volumeMounts",
                "",
                (value, target, report) -> value.forEach(mount -> Fields.object(target, "spec.pod")
                        .withArray("volumeMounts")
                        .add(mount))));
        rules.addAll(ConfluentAbsences.RULES);
        return List.copyOf(rules);
    }

    public static ObjectNode of(ObjectNode source, Choices choices, Report report) {
        ObjectNode cluster = Metadata.cluster(rules(choices), source, choices, report);
        WorkerSettings.complete(cluster, false, choices, report);
        return cluster;
    }

    private static void topics(JsonNode names, ObjectNode target, Report report) {
        for (JsonNode node : names) {
            String name = node.asText();
            if (name.endsWith("config") || name.endsWith("configs")) {
                Fields.put(target, "spec.topics.config.name", name);
            } else if (name.endsWith("offset") || name.endsWith("offsets")) {
                Fields.put(target, "spec.topics.offsets.name", name);
            } else if (name.endsWith("status")) {
                Fields.put(target, "spec.topics.status.name", name);
            } else {
                report.warn("status.internalTopicNames", "the topic %s is left out".formatted(name));
            }
        }
    }

    private static void authentication(JsonNode value, ObjectNode target, Report report) {
        String type = value.path("type").asText();
        if (type.equals("mtls")) {
            Fields.put(target, "spec.kafka.authentication.type", "MutualTls");
            Unknown.warn(value, Set.of("type"), KAFKA + "authentication", report);
        } else {
            report.warn(
                    KAFKA + "authentication",
                    "%s is left out: a Secret of Confluent has user and password in one text; write a Secret with one key for each, and spec.kafka.authentication"
                            .formatted(type));
        }
    }

    private static void tls(JsonNode value, ObjectNode target, Report report) {
        Unknown.warn(value, TLS, KAFKA + "tls", report);
        if (value.has("enabled") && !value.path("enabled").asBoolean()) {
            return;
        }
        ObjectNode tls = Fields.object(target, "spec.kafka.tls");
        String secret = value.path("secretRef").asText();
        if (!secret.isEmpty() && !value.path("ignoreTrustStoreConfig").asBoolean()) {
            tls.withArray("trustedCertificates")
                    .addObject()
                    .put("secretName", secret)
                    .put("key", "cacerts.pem");
        }
        if (Fields.has(target, "spec.kafka.authentication")) {
            Fields.object(target, "spec.kafka.authentication.certificateSecretRef")
                    .put("name", secret)
                    .put("certificate", "fullchain.pem")
                    .put("key", "privkey.pem");
        }
        for (String name : List.of("directoryPathInContainer", "jksPassword")) {
            if (value.has(name)) {
                report.warn(KAFKA + "tls." + name, "has no counterpart: certificates are PEM in Secrets or ConfigMaps");
            }
        }
    }

    private static void flags(JsonNode value, ObjectNode target, Report report) {
        for (JsonNode flag : value) {
            if (flag.asText().matches("-\\S+") && !flag.asText().startsWith("-Xm")) {
                Fields.object(target, "spec.jvm").withArray("options").add(flag.asText());
            } else {
                report.warn(
                        "spec.configOverrides.jvm",
                        "%s is left out: the heap is spec.jvm.heapPercentage, and an option is one word that begins with -"
                                .formatted(flag.asText()));
            }
        }
    }

    /** Connectors read these files by config providers, at this path. */
    private static void secrets(JsonNode value, ObjectNode target, Report report) {
        Unknown.warnEach(value, Set.of("secretRef", "keyItems"), "spec.mountedSecrets", report);
        ObjectNode pod = Fields.object(target, "spec.pod");
        for (JsonNode mounted : value) {
            String name = mounted.path("secretRef").asText();
            ObjectNode secret =
                    pod.withArray("volumes").addObject().put("name", name).putObject("secret");
            secret.put("secretName", name);
            if (mounted.has("keyItems")) {
                secret.set("items", mounted.get("keyItems"));
            }
            pod.withArray("volumeMounts")
                    .addObject()
                    .put("name", name)
                    .put("mountPath", "/mnt/secrets/" + name)
                    .put("readOnly", true);
        }
    }
}
