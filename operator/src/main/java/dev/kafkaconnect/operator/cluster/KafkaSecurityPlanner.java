package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.connectclusterspec.Kafka;
import dev.kafkaconnect.api.connectclusterspec.kafka.Tls;
import dev.kafkaconnect.api.connectclusterspec.kafka.tls.TrustedCertificates;
import dev.kafkaconnect.operator.kafka.Authentication;
import dev.kafkaconnect.operator.kafka.Authentication.Mechanism;
import dev.kafkaconnect.operator.kafka.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.SecretFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns spec.kafka into {@link KafkaSecurity}, or says what is wrong with it. Knows names of Secrets, no contents. Pure. */
final class KafkaSecurityPlanner {
    private static final String TYPES = "MutualTls, OAuthBearer, Plain, ScramSha256, ScramSha512";

    private KafkaSecurityPlanner() {}

    /** @param problem is told each thing to change, in one sentence */
    static KafkaSecurity plan(Kafka kafka, Consumer<String> problem) {
        Authentication authentication = authentication(kafka.getAuthentication(), problem);
        if (authentication instanceof Authentication.Certificate && kafka.getTls() == null) {
            problem.accept("spec.kafka.authentication of type MutualTls needs spec.kafka.tls");
        }
        return new KafkaSecurity(kafka.getTls() != null, trusted(kafka.getTls()), authentication);
    }

    private static List<SecretFile> trusted(@Nullable Tls tls) {
        List<SecretFile> files = new ArrayList<>();
        if (tls != null && tls.getTrustedCertificates() != null) {
            for (TrustedCertificates one : tls.getTrustedCertificates()) {
                files.add(new SecretFile(
                        one.getSecretName(), or(one.getKey(), "ca.crt"), "trusted-%d.crt".formatted(files.size())));
            }
        }
        return List.copyOf(files);
    }

    private static Authentication authentication(
            dev.kafkaconnect.api.connectclusterspec.kafka.@Nullable Authentication spec, Consumer<String> problem) {
        if (spec == null) {
            return new Authentication.None();
        }
        return switch (String.valueOf(spec.getType())) {
            case "Plain" -> password(Mechanism.Plain, spec, problem);
            case "ScramSha256" -> password(Mechanism.ScramSha256, spec, problem);
            case "ScramSha512" -> password(Mechanism.ScramSha512, spec, problem);
            case "MutualTls" -> certificate(spec, problem);
            case "OAuthBearer" -> oauth(spec, problem);
            default -> {
                problem.accept(
                        "spec.kafka.authentication.type is %s, which this version of the operator does not know; it knows %s"
                                .formatted(spec.getType(), TYPES));
                yield new Authentication.None();
            }
        };
    }

    private static Authentication password(
            Mechanism mechanism,
            dev.kafkaconnect.api.connectclusterspec.kafka.Authentication spec,
            Consumer<String> problem) {
        var reference = spec.getPasswordSecretKeyRef();
        if (spec.getUsername() == null || reference == null) {
            return missing("username and passwordSecretKeyRef", spec.getType(), problem);
        }
        return new Authentication.Password(
                mechanism, spec.getUsername(), new SecretFile(reference.getName(), reference.getKey(), "password"));
    }

    private static Authentication certificate(
            dev.kafkaconnect.api.connectclusterspec.kafka.Authentication spec, Consumer<String> problem) {
        var reference = spec.getCertificateSecretRef();
        if (reference == null) {
            return missing("certificateSecretRef", spec.getType(), problem);
        }
        return new Authentication.Certificate(
                new SecretFile(reference.getName(), or(reference.getCertificate(), "tls.crt"), "client.crt"),
                new SecretFile(reference.getName(), or(reference.getKey(), "tls.key"), "client.key"));
    }

    private static Authentication oauth(
            dev.kafkaconnect.api.connectclusterspec.kafka.Authentication spec, Consumer<String> problem) {
        var secret = spec.getClientSecretRef();
        if (spec.getTokenEndpointUri() == null || spec.getClientId() == null || secret == null) {
            return missing("tokenEndpointUri, clientId and clientSecretRef", spec.getType(), problem);
        }
        return new Authentication.OAuth(
                spec.getTokenEndpointUri(),
                spec.getClientId(),
                new SecretFile(secret.getName(), secret.getKey(), "client-secret"),
                spec.getScope());
    }

    private static Authentication missing(String fields, String type, Consumer<String> problem) {
        problem.accept("spec.kafka.authentication of type %s needs %s".formatted(type, fields));
        return new Authentication.None();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
