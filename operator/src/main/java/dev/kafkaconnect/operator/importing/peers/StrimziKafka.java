package dev.kafkaconnect.operator.importing.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.operator.importing.documents.Fields;
import dev.kafkaconnect.operator.importing.documents.Report;
import dev.kafkaconnect.operator.importing.documents.Rule;
import dev.kafkaconnect.operator.importing.documents.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How Strimzi's workers connect to Kafka. The same fields are in two kinds, at different places. */
final class StrimziKafka {
    private static final String KAFKA = "spec.kafka.";
    private static final Map<String, String> TYPES = Map.of(
            "tls", "MutualTls",
            "plain", "Plain",
            "scram-sha-256", "ScramSha256",
            "scram-sha-512", "ScramSha512",
            "oauth", "OAuthBearer",
            "custom", "Custom");

    /** The fields of a trusted certificate. */
    static final Set<String> CERTIFICATE = Set.of("secretName", "certificate", "pattern");

    private StrimziKafka() {}

    /** @param at where the fields are, such as {@code spec} */
    static List<Rule> rules(String at) {
        String login = at + ".authentication.";
        String ours = KAFKA + "authentication.";
        return List.of(
                Rule.same(at + ".bootstrapServers", KAFKA + "bootstrapServers"),
                Rule.changed(
                        at + ".tls.trustedCertificates",
                        KAFKA + "tls.trustedCertificates",
                        "`certificate` is `key`; `pattern` has no counterpart",
                        (value, target, report) ->
                                certificates(value, at + ".tls.trustedCertificates", target, report)),
                Rule.changed(at + ".tls", KAFKA + "tls", "", (value, target, report) -> {
                    Fields.object(target, KAFKA + "tls");
                    Unknown.warn(value, Set.of(), at + ".tls", report);
                }),
                Rule.changed(
                        login + "type",
                        ours + "type",
                        "`tls` is `MutualTls`, `oauth` is `OAuthBearer`",
                        StrimziKafka::type),
                Rule.same(login + "username", ours + "username"),
                Rule.same(login + "passwordSecret.secretName", ours + "passwordSecretKeyRef.name"),
                Rule.same(login + "passwordSecret.password", ours + "passwordSecretKeyRef.key"),
                Rule.same(login + "certificateAndKey.secretName", ours + "certificateSecretRef.name"),
                Rule.same(login + "certificateAndKey.certificate", ours + "certificateSecretRef.certificate"),
                Rule.same(login + "certificateAndKey.key", ours + "certificateSecretRef.key"),
                Rule.same(login + "tokenEndpointUri", ours + "tokenEndpointUri"),
                Rule.same(login + "clientId", ours + "clientId"),
                Rule.same(login + "clientSecret.secretName", ours + "clientSecretRef.name"),
                Rule.same(login + "clientSecret.key", ours + "clientSecretRef.key"),
                Rule.same(login + "scope", ours + "scope"),
                Rule.changed(
                        login + "config", ours + "properties", "those that begin with `sasl.`", StrimziKafka::custom),
                Rule.ignored(login + "sasl"));
    }

    private static void certificates(JsonNode list, String path, ObjectNode target, Report report) {
        Unknown.warnEach(list, CERTIFICATE, path, report);
        for (JsonNode one : list) {
            if (one.path("certificate").isTextual()) {
                Fields.object(target, KAFKA + "tls")
                        .withArray("trustedCertificates")
                        .addObject()
                        .put("secretName", one.path("secretName").asText())
                        .put("key", one.path("certificate").asText());
            } else {
                report.warn(
                        path,
                        "a pattern of names has no counterpart: list the keys of Secret %s under spec.kafka.tls.trustedCertificates"
                                .formatted(one.path("secretName").asText()));
            }
        }
        Fields.object(target, KAFKA + "tls");
    }

    private static void type(JsonNode value, ObjectNode target, Report report) {
        String type = TYPES.get(value.asText());
        if (type == null) {
            report.warn("authentication.type", "%s has no counterpart".formatted(value.asText()));
        } else {
            Fields.put(target, KAFKA + "authentication.type", type);
        }
    }

    private static void custom(JsonNode value, ObjectNode target, Report report) {
        Properties.of(value, "authentication.config", report).forEach((key, text) -> {
            if (key.startsWith("sasl.")) {
                Fields.object(target, KAFKA + "authentication.properties").put(key, text);
            } else {
                report.warn("authentication.config " + key, "has no counterpart: use spec.kafka.tls");
            }
        });
    }
}
