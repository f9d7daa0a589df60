package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Unknown;
import java.util.Set;

/** How a mirror connects to one of its two Kafka clusters, as Strimzi writes it into the configuration of each connector. */
final class MirrorClients {
    private static final Set<String> KNOWN = Set.of(
            "alias",
            "bootstrapServers",
            "config",
            "tls.trustedCertificates",
            "authentication.type",
            "authentication.username",
            "authentication.passwordSecret.secretName",
            "authentication.passwordSecret.password",
            "authentication.certificateAndKey.secretName",
            "authentication.certificateAndKey.certificate",
            "authentication.certificateAndKey.key",
            "authentication.config",
            "authentication.sasl");

    private final String prefix;
    private final String namespace;
    private final ObjectNode config;
    private final Report report;

    private MirrorClients(String prefix, String namespace, ObjectNode config, Report report) {
        this.prefix = prefix;
        this.namespace = namespace;
        this.config = config;
        this.report = report;
    }

    /** @param namespace of the mirror, empty where it is not known */
    static void add(JsonNode cluster, String prefix, String namespace, ObjectNode config, Report report) {
        new MirrorClients(prefix, namespace, config, report).add(cluster);
    }

    /** @param path of the cluster */
    static void reportUnknown(JsonNode cluster, String path, Report report) {
        Unknown.warn(cluster, KNOWN, path, report);
        Unknown.warnEach(
                cluster.path("tls").path("trustedCertificates"),
                StrimziKafka.CERTIFICATE,
                path + ".tls.trustedCertificates",
                report);
    }

    private void add(JsonNode cluster) {
        config.put(prefix + "alias", cluster.path("alias").asText());
        config.put(
                prefix + "bootstrap.servers", cluster.path("bootstrapServers").asText());
        boolean encrypted = cluster.has("tls");
        certificates(cluster.path("tls").path("trustedCertificates"));
        boolean sasl = login(cluster.path("authentication"));
        config.put(prefix + "security.protocol", (sasl ? "SASL_" : "") + (encrypted ? "SSL" : "PLAINTEXT"));
        cluster.path("config")
                .properties()
                .forEach(property -> config.set(prefix + property.getKey(), property.getValue()));
    }

    private void certificates(JsonNode list) {
        if (list.isEmpty()) {
            return;
        }
        config.put(prefix + "ssl.truststore.type", "PEM");
        JsonNode one = list.get(0);
        if (list.size() == 1 && one.path("certificate").isTextual()) {
            reference(prefix + "ssl.truststore.certificates", one.path("secretName"), one.path("certificate"));
        } else {
            report.warn(
                    prefix + "ssl.truststore.certificates",
                    "is left out: put all trusted certificates into one key of a Secret and refer to it under spec.configFrom");
        }
    }

    /** Whether it is one of SASL. */
    private boolean login(JsonNode login) {
        switch (login.path("type").asText("")) {
            case "tls" -> {
                JsonNode pair = login.path("certificateAndKey");
                config.put(prefix + "ssl.keystore.type", "PEM");
                reference(prefix + "ssl.keystore.certificate.chain", pair.path("secretName"), pair.path("certificate"));
                reference(prefix + "ssl.keystore.key", pair.path("secretName"), pair.path("key"));
                return false;
            }
            case "plain" -> password(login, "PLAIN", "plain.PlainLoginModule");
            case "scram-sha-256" -> password(login, "SCRAM-SHA-256", "scram.ScramLoginModule");
            case "scram-sha-512" -> password(login, "SCRAM-SHA-512", "scram.ScramLoginModule");
            case "custom" ->
                login.path("config")
                        .properties()
                        .forEach(property -> config.set(prefix + property.getKey(), property.getValue()));
            case "" -> {
                return false;
            }
            default -> {
                report.warn(
                        prefix + "sasl.jaas.config",
                        "authentication of type %s is left out: write its properties under spec.config and spec.configFrom"
                                .formatted(login.path("type").asText()));
                return true;
            }
        }
        return !login.path("type").asText().equals("custom")
                || login.path("sasl").asBoolean();
    }

    /** The password is part of a line, so that the whole line must be in a Secret. */
    private void password(JsonNode login, String mechanism, String module) {
        config.put(prefix + "sasl.mechanism", mechanism);
        JsonNode secret = login.path("passwordSecret");
        config.put(
                prefix + "sasl.jaas.config",
                "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                        .formatted(
                                module,
                                login.path("username").asText(),
                                reference(secret.path("secretName"), secret.path("password"))));
    }

    private void reference(String key, JsonNode secret, JsonNode entry) {
        config.put(key, reference(secret, entry));
    }

    private String reference(JsonNode secret, JsonNode entry) {
        String object = namespace.isEmpty() ? secret.asText() : namespace + "/" + secret.asText();
        return "${strimzisecrets:%s:%s}".formatted(object, entry.asText());
    }
}
