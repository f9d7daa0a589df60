package dev.kafkaconnect.operator.kafka;

import org.jspecify.annotations.Nullable;

/** How a client proves to Kafka who it is. Holds names of values, never the values. */
public sealed interface Authentication {

    /** It does not. */
    record None() implements Authentication {}

    /** By a user and a password, in one of the ways that Kafka knows. */
    record Password(Mechanism mechanism, String username, SecretFile password) implements Authentication {}

    /** By a certificate, while the TLS connection is made. */
    record Certificate(SecretFile chain, SecretFile key) implements Authentication {}

    /** By a token that an OAuth server gives for the credentials of a client. */
    record OAuth(
            String tokenEndpoint,
            String clientId,
            SecretFile clientSecret,
            @Nullable String scope) implements Authentication {}

    /** SASL mechanisms with a password. */
    enum Mechanism {
        Plain("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
        ScramSha256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
        ScramSha512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

        private final String sasl;
        private final String loginModule;

        Mechanism(String sasl, String loginModule) {
            this.sasl = sasl;
            this.loginModule = loginModule;
        }

        String sasl() {
            return sasl;
        }

        String loginModule() {
            return loginModule;
        }
    }
}
