package dev.kafkaconnect.operator.kafka.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How clients connect to Kafka, in the properties of a Kafka client. The same for the operator's own clients and for the
 * workers: they differ only in how a value of a Secret is put in. Pure.
 *
 * @param trusted certificates of authorities; those that Java knows when empty
 */
public record KafkaSecurity(boolean tls, List<ValueFile> trusted, Authentication authentication) {
    public static final KafkaSecurity NONE = new KafkaSecurity(false, List.of(), new Authentication.None());

    private static final String PROTOCOL = "security.protocol";
    private static final String PEM = "PEM";
    private static final String OAUTH_SECRET = SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET;

    /** Properties that only this class sets, for every client. */
    public static final Set<String> PROPERTIES = Set.of(
            PROTOCOL,
            SaslConfigs.SASL_MECHANISM,
            SaslConfigs.SASL_JAAS_CONFIG,
            SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
            SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS,
            SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL,
            SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID,
            SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET,
            SaslConfigs.SASL_OAUTHBEARER_SCOPE,
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            SslConfigs.SSL_KEY_PASSWORD_CONFIG);

    private static final Set<String> SECRET = Set.of(
            SaslConfigs.SASL_JAAS_CONFIG,
            OAUTH_SECRET,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_PASSPHRASE,
            SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG);

    /** Every value of a Secret that is needed. */
    public List<ValueFile> files() {
        Stream<ValueFile> own = switch (authentication) {
            case Authentication.None none -> Stream.of();
            case Authentication.Password user -> Stream.of(user.password());
            case Authentication.Certificate certificate -> Stream.of(certificate.chain(), certificate.key());
            case Authentication.OAuth oauth ->
                Stream.concat(Stream.of(oauth.clientSecret()), Stream.ofNullable(oauth.endpointTrusted()));
            case Authentication.Custom custom -> custom.referred().values().stream();
        };
        return Stream.concat(trusted.stream(), own).toList();
    }

    /**
     * @param value gives what stands for the value: a reference to it for the workers
     * @param directory where the files are; null where there are none
     */
    public SortedMap<String, String> properties(Function<ValueFile, String> value, @Nullable String directory) {
        SortedMap<String, String> properties = new TreeMap<>();
        boolean sasl = !(authentication instanceof Authentication.None
                || authentication instanceof Authentication.Certificate);
        if (tls || sasl) {
            properties.put(PROTOCOL, (sasl ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT"));
        }
        if (!trusted.isEmpty()) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            properties.put(
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
                    trusted.stream().map(value).collect(Collectors.joining("\n")));
        }
        switch (authentication) {
            case Authentication.None none -> {}
            case Authentication.Password user -> {
                properties.put(SaslConfigs.SASL_MECHANISM, user.mechanism().sasl());
                properties.put(
                        SaslConfigs.SASL_JAAS_CONFIG,
                        "%s required username=%s password=\"%s\";"
                                .formatted(
                                        user.mechanism().loginModule(),
                                        quoted(user.username()),
                                        value.apply(user.password())));
            }
            case Authentication.Certificate certificate -> {
                properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
                properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, value.apply(certificate.chain()));
                properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, value.apply(certificate.key()));
            }
            case Authentication.OAuth oauth -> oauth(properties, oauth, value, directory);
            case Authentication.Custom custom -> {
                properties.putAll(custom.properties());
                custom.referred()
                        .forEach((name, file) -> properties.put(
                                name,
                                directory != null && CustomLogin.isFile(name)
                                        ? directory + "/" + file.file()
                                        : value.apply(file)));
            }
        }
        return properties;
    }

    private static void oauth(
            SortedMap<String, String> properties,
            Authentication.OAuth oauth,
            Function<ValueFile, String> value,
            @Nullable String directory) {
        SortedMap<String, String> options = new TreeMap<>(oauth.options());
        ValueFile trusted = oauth.endpointTrusted();
        if (trusted != null) {
            // Kafka reads TLS settings for the endpoint nowhere else, and what a reference stands for must not hold a
            // line break here.
            options.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            if (directory == null) {
                options.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, value.apply(trusted));
            } else {
                options.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, directory + "/" + trusted.file());
            }
        }
        properties.put(SaslConfigs.SASL_MECHANISM, "OAUTHBEARER");
        properties.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required%s;"
                        .formatted(options.entrySet().stream()
                                .map(option -> " %s=%s".formatted(option.getKey(), quoted(option.getValue())))
                                .collect(Collectors.joining())));
        properties.put(
                SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        // The default one wants a library that checks signatures, which is the brokers' task.
        properties.put(
                SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS,
                "org.apache.kafka.common.security.oauthbearer.ClientJwtValidator");
        properties.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, oauth.tokenEndpoint());
        properties.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID, oauth.clientId());
        properties.put(OAUTH_SECRET, value.apply(oauth.clientSecret()));
        if (oauth.scope() != null) {
            properties.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE, oauth.scope());
        }
    }

    /** For a client of the operator itself. What is secret in it has no text form. */
    public Map<String, Object> client(Function<ValueFile, String> value) {
        Map<String, Object> client = new TreeMap<>();
        properties(file -> PemProblems.readable(value.apply(file)), null)
                .forEach((key, text) -> client.put(key, isSecret(key) ? new Password(text) : text));
        return client;
    }

    private boolean isSecret(String key) {
        return SECRET.contains(key)
                || authentication instanceof Authentication.Custom custom
                        && custom.referred().containsKey(key)
                        && CustomLogin.isFile(key);
    }

    /** @return why the operator may not make a client of its own, as the end of a sentence; empty if it may */
    public Optional<String> withoutClient(Function<ValueFile, String> value) {
        if (!(authentication instanceof Authentication.Custom custom)) {
            return Optional.empty();
        }
        Map<String, String> properties = new TreeMap<>(custom.properties());
        custom.referred().forEach((name, file) -> properties.put(name, value.apply(file)));
        return custom.allowed().objection(properties);
    }

    /** In the words of a JAAS configuration. */
    private static String quoted(String text) {
        List<String> escaped = new ArrayList<>();
        text.chars()
                .forEach(c -> escaped.add(
                        switch (c) {
                            case '"', '\\' -> "\\" + (char) c;
                            case '\n' -> "\\n";
                            case '\r' -> "";
                            default -> String.valueOf((char) c);
                        }));
        return '"' + String.join("", escaped) + '"';
    }
}
