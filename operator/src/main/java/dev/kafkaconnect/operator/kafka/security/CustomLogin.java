package dev.kafkaconnect.operator.kafka.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * What the properties of a login of the user's own may be. Says what to change where they are not. Called while a ConnectCluster
 * is planned. Pure.
 */
public final class CustomLogin {
    private static final String PROTOCOL = "security.protocol";

    private static final Set<String> SECRET = Set.of(
            SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET,
            SaslConfigs.SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_PASSPHRASE);

    /** A password in a line of JAAS, unless it is a reference that the worker resolves. */
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)(password|secret|passphrase)\\w*\\s*=\\s*(?!\"?\\$\\{)\\S");

    private CustomLogin() {}

    /** Whether what the property tells is where a file is, not what is in it. */
    static boolean isFile(String name) {
        return name.endsWith(".file");
    }

    /**
     * @param given as they are in the ConnectCluster
     * @param referred names of those whose values are in Secrets
     */
    public static List<String> problems(boolean tls, Map<String, String> given, List<String> referred) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>(given.keySet());
        for (String name : referred) {
            if (!names.add(name)) {
                problems.add("spec.kafka.authentication sets the property %s twice".formatted(name));
            }
        }
        names.stream()
                .filter(name -> !name.startsWith("sasl.") && !name.equals(PROTOCOL))
                .forEach(name -> problems.add(
                        "spec.kafka.authentication sets the property %s, but only those that begin with sasl. are set there; %s"
                                .formatted(
                                        name,
                                        name.startsWith("ssl.")
                                                ? "spec.kafka.tls is for certificates, spec.config for other properties"
                                                : "set it under spec.config")));
        String mechanism = given.getOrDefault(SaslConfigs.SASL_MECHANISM, "");
        if (mechanism.isBlank()) {
            problems.add("spec.kafka.authentication of type Custom needs sasl.mechanism among its properties");
        }
        String protocol = "SASL_" + (tls ? "SSL" : "PLAINTEXT");
        if (referred.contains(PROTOCOL)
                || !given.getOrDefault(PROTOCOL, protocol).equals(protocol)) {
            problems.add(
                    "spec.kafka.authentication sets security.protocol, which follows from spec.kafka.tls: it is %s; set spec.kafka.tls for TLS, and leave security.protocol out"
                            .formatted(protocol));
        }
        for (String name : List.of(SaslConfigs.SASL_MECHANISM, SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL)) {
            if (referred.contains(name)) {
                problems.add(
                        "spec.kafka.authentication.propertiesFrom sets %s, which is not a secret; set it under properties"
                                .formatted(name));
            }
        }
        if (PASSWORD.matcher(given.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""))
                .find()) {
            problems.add(
                    "spec.kafka.authentication.properties holds a password in sasl.jaas.config; put the whole value into a Secret and name it under propertiesFrom");
        }
        SECRET.stream()
                .filter(given::containsKey)
                .sorted()
                .forEach(name -> problems.add(
                        "spec.kafka.authentication.properties holds %s, which is a secret; put it into a Secret and name it under propertiesFrom"
                                .formatted(name)));
        return problems;
    }
}
