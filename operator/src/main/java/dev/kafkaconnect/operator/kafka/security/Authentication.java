package dev.kafkaconnect.operator.kafka.security;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How a client proves to Kafka who it is. Holds names of values, never the values. */
public sealed interface Authentication {

    /** It does not. */
    record None() implements Authentication {}

    /** By a user and a password, in one of the ways that Kafka knows. */
    record Password(Mechanism mechanism, String username, ValueFile password) implements Authentication {}

    /** By a certificate, while the TLS connection is made. */
    record Certificate(ValueFile chain, ValueFile key) implements Authentication {}

    /**
     * By a token that an OAuth server gives for the credentials of a client.
     *
     * @param options of the login module, such as extensions that are sent with the token
     * @param endpointTrusted certificates of the OAuth server's authorities; those that Java knows when null
     */
    record OAuth(
            String tokenEndpoint,
            String clientId,
            ValueFile clientSecret,
            @Nullable String scope,
            SortedMap<String, String> options,
            @Nullable ValueFile endpointTrusted)
            implements Authentication {}

    /**
     * In a way that the user describes by properties of Kafka clients.
     *
     * @param referred by the names of the properties whose values are in Secrets
     * @param allowed what the operator may load for a client of its own
     */
    record Custom(SortedMap<String, String> properties, SortedMap<String, ValueFile> referred, LoginClasses allowed)
            implements Authentication {}

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
