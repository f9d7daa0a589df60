package dev.kafkaconnect.operator.cluster.validation;

import dev.kafkaconnect.api.connectclusterspec.Kafka;
import dev.kafkaconnect.api.connectclusterspec.kafka.Tls;
import dev.kafkaconnect.api.connectclusterspec.kafka.authentication.PropertiesFrom;
import dev.kafkaconnect.api.connectclusterspec.kafka.authentication.TokenEndpointTrustedCertificates;
import dev.kafkaconnect.api.connectclusterspec.kafka.tls.TrustedCertificates;
import dev.kafkaconnect.operator.kafka.security.Authentication;
import dev.kafkaconnect.operator.kafka.security.Authentication.Mechanism;
import dev.kafkaconnect.operator.kafka.security.CustomLogin;
import dev.kafkaconnect.operator.kafka.security.KafkaSecurity;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.kafka.security.ValueFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns spec.kafka into {@link KafkaSecurity}, or says what is wrong with it. Knows names of Secrets and ConfigMaps, no contents. Pure. */
final class KafkaSecurityPlanner {
    private static final String TYPES = "Custom, MutualTls, OAuthBearer, Plain, ScramSha256, ScramSha512";

    private static final Set<String> OAUTH_FIELDS = Set.of("clientId", "clientSecret", "scope");

    private KafkaSecurityPlanner() {}

    /**
     * @param allowed what the operator may load for a client of its own
     * @param problem receives each thing to change, in one sentence
     */
    static KafkaSecurity plan(Kafka kafka, LoginClasses allowed, Consumer<String> problem) {
        Authentication authentication = kafka.getAuthentication() != null
                        && "Custom".equals(kafka.getAuthentication().getType())
                ? custom(kafka.getAuthentication(), kafka.getTls() != null, allowed, problem)
                : authentication(kafka.getAuthentication(), problem);
        if (authentication instanceof Authentication.Certificate && kafka.getTls() == null) {
            problem.accept("spec.kafka.authentication of type MutualTls needs spec.kafka.tls");
        }
        return new KafkaSecurity(kafka.getTls() != null, trusted(kafka.getTls(), problem), authentication);
    }

    private static List<ValueFile> trusted(@Nullable Tls tls, Consumer<String> problem) {
        List<ValueFile> files = new ArrayList<>();
        if (tls != null && tls.getTrustedCertificates() != null) {
            for (TrustedCertificates one : tls.getTrustedCertificates()) {
                certificates(
                                "spec.kafka.tls.trustedCertificates",
                                one.getSecretName(),
                                one.getConfigMapName(),
                                one.getKey(),
                                "trusted-%d.crt".formatted(files.size()),
                                problem)
                        .ifPresent(files::add);
            }
        }
        return List.copyOf(files);
    }

    private static Optional<ValueFile> certificates(
            String field,
            @Nullable String secret,
            @Nullable String configMap,
            @Nullable String key,
            String file,
            Consumer<String> problem) {
        if ((secret == null) == (configMap == null)) {
            problem.accept(field + " needs one of secretName and configMapName for each entry");
            return Optional.empty();
        }
        return Optional.of(
                secret == null
                        ? ValueFile.configMap(configMap, or(key, "ca.crt"), file)
                        : ValueFile.secret(secret, or(key, "ca.crt"), file));
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
                        "spec.kafka.authentication.type is %s, which this version of the operator does not support; it supports %s"
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
                mechanism, spec.getUsername(), ValueFile.secret(reference.getName(), reference.getKey(), "password"));
    }

    private static Authentication certificate(
            dev.kafkaconnect.api.connectclusterspec.kafka.Authentication spec, Consumer<String> problem) {
        var reference = spec.getCertificateSecretRef();
        if (reference == null) {
            return missing("certificateSecretRef", spec.getType(), problem);
        }
        return new Authentication.Certificate(
                ValueFile.secret(reference.getName(), or(reference.getCertificate(), "tls.crt"), "client.crt"),
                ValueFile.secret(reference.getName(), or(reference.getKey(), "tls.key"), "client.key"));
    }

    private static Authentication oauth(
            dev.kafkaconnect.api.connectclusterspec.kafka.Authentication spec, Consumer<String> problem) {
        var secret = spec.getClientSecretRef();
        if (spec.getTokenEndpointUri() == null || spec.getClientId() == null || secret == null) {
            return missing("tokenEndpointUri, clientId and clientSecretRef", spec.getType(), problem);
        }
        SortedMap<String, String> options = new TreeMap<>(spec.getOptions() == null ? Map.of() : spec.getOptions());
        options.keySet().stream()
                .filter(name -> name.startsWith("ssl.") || OAUTH_FIELDS.contains(name))
                .forEach(name -> problem.accept(
                        "spec.kafka.authentication.options sets %s, for which there are fields: clientId, clientSecretRef, scope and tokenEndpointTrustedCertificates"
                                .formatted(name)));
        TokenEndpointTrustedCertificates trusted = spec.getTokenEndpointTrustedCertificates();
        return new Authentication.OAuth(
                spec.getTokenEndpointUri(),
                spec.getClientId(),
                ValueFile.secret(secret.getName(), secret.getKey(), "client-secret"),
                spec.getScope(),
                options,
                trusted == null
                        ? null
                        : certificates(
                                        "spec.kafka.authentication.tokenEndpointTrustedCertificates",
                                        trusted.getSecretName(),
                                        trusted.getConfigMapName(),
                                        trusted.getKey(),
                                        "token-endpoint.crt",
                                        problem)
                                .orElse(null));
    }

    private static Authentication custom(
            dev.kafkaconnect.api.connectclusterspec.kafka.Authentication spec,
            boolean tls,
            LoginClasses allowed,
            Consumer<String> problem) {
        SortedMap<String, String> given = new TreeMap<>(spec.getProperties() == null ? Map.of() : spec.getProperties());
        List<PropertiesFrom> from = spec.getPropertiesFrom() == null ? List.of() : spec.getPropertiesFrom();
        CustomLogin.problems(
                        tls, given, from.stream().map(PropertiesFrom::getName).toList())
                .forEach(problem);
        SortedMap<String, ValueFile> referred = new TreeMap<>();
        for (PropertiesFrom one : from) {
            var reference = one.getSecretKeyRef();
            referred.put(
                    one.getName(),
                    ValueFile.secret(
                            reference.getName(), reference.getKey(), "property-%d".formatted(referred.size())));
        }
        return new Authentication.Custom(given, referred, allowed);
    }

    private static Authentication missing(String fields, String type, Consumer<String> problem) {
        problem.accept("spec.kafka.authentication of type %s needs %s".formatted(type, fields));
        return new Authentication.None();
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
