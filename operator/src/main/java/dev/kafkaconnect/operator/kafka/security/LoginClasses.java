package dev.kafkaconnect.operator.kafka.security;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * What the operator's own clients may load to log in, as the installer of the operator decides. A user who writes a ConnectCluster
 * must not be able to make the operator load a class, run a command or read a file of its own: where the properties of a
 * ConnectCluster would, the operator does without a client. Called for {@link Authentication.Custom} only. Pure, but that it
 * looks for the classes.
 *
 * @param named in KAFKA_LOGIN_CLASSES: login modules, callback handlers and whatever else properties name
 * @param present whether the operator has a class
 */
public record LoginClasses(Set<String> named, Predicate<String> present) {

    private static final String SECURITY = "org.apache.kafka.common.security.";

    /** Those of Kafka that do nothing but prove who one is. */
    private static final Set<String> KAFKAS = Set.of(
            SECURITY + "plain.PlainLoginModule",
            SECURITY + "scram.ScramLoginModule",
            SECURITY + "oauthbearer.OAuthBearerLoginModule",
            SECURITY + "oauthbearer.OAuthBearerLoginCallbackHandler",
            SECURITY + "oauthbearer.ClientCredentialsJwtRetriever",
            SECURITY + "oauthbearer.ClientJwtValidator");

    /** Properties that name neither classes nor files nor commands. */
    private static final Pattern HARMLESS = Pattern.compile(
            "security\\.protocol|sasl\\.mechanism|sasl\\.kerberos\\.(service\\.name|ticket\\..+|min\\.time\\.before\\.relogin)"
                    + "|sasl\\.login\\.(refresh|connect|read|retry)\\..+"
                    + "|sasl\\.oauthbearer\\.(scope|scope\\.claim\\.name|sub\\.claim\\.name|header\\.urlencode|clock\\.skew\\.seconds"
                    + "|client\\.credentials\\.client\\.(id|secret)|expected\\.(audience|issuer))");

    private static final Pattern WEB = Pattern.compile("https?://\\S+");

    /** What may be a file, a URL or a role in the options of a login module, which say nothing of what they are for. */
    private static final Pattern PLACE = Pattern.compile("(?is)[.~].*|file:.*|.*[/\\\\].*|.*\\$\\{.*");

    /** Options that hold no such thing, whatever they look like. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?i).*(username|password|secret)");

    public static final LoginClasses NONE = of(Set.of());

    /** Of the class path of the operator. */
    public static LoginClasses of(Set<String> named) {
        return new LoginClasses(named, LoginClasses::isPresent);
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, LoginClasses.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** What Kafka's clients check too. */
    public String allowedModules() {
        return Stream.concat(KAFKAS.stream(), named.stream()).sorted().collect(Collectors.joining(","));
    }

    /** @return why the operator makes no client with these properties, as the end of a sentence; empty if it does */
    Optional<String> objection(Map<String, String> properties) {
        Set<String> classes = new TreeSet<>();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            String key = property.getKey();
            String value = property.getValue();
            if (key.endsWith(".class")) {
                classes.add(value.strip());
            } else if (key.equals(SaslConfigs.SASL_JAAS_CONFIG)) {
                Optional<String> objection = module(value, classes);
                if (objection.isPresent()) {
                    return objection;
                }
            } else if (!isHarmless(key, value)) {
                return Optional.of("the operator does not use the property %s for a client of its own".formatted(key));
            }
        }
        return classes.stream().map(this::objection).flatMap(Optional::stream).findFirst();
    }

    private static boolean isHarmless(String key, String value) {
        return key.equals(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL)
                ? WEB.matcher(value).matches()
                : HARMLESS.matcher(key).matches();
    }

    private Optional<String> objection(String name) {
        if (!KAFKAS.contains(name) && !named.contains(name)) {
            return Optional.of(
                    "the operator may not load the class %s for a client of its own, unless KAFKA_LOGIN_CLASSES of its Deployment names it"
                            .formatted(name));
        }
        return present.test(name)
                ? Optional.empty()
                : Optional.of("the operator does not have the class %s; add its jar to the image of the operator"
                        .formatted(name));
    }

    /** Reads it as Kafka does, which loads nothing yet. */
    private static Optional<String> module(String jaas, Set<String> classes) {
        List<AppConfigurationEntry> entries;
        try {
            entries = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                    .configurationEntries();
        } catch (RuntimeException refused) {
            return Optional.of("sasl.jaas.config names no login module that a client of the operator may use");
        }
        for (AppConfigurationEntry entry : entries) {
            classes.add(entry.getLoginModuleName().strip());
            for (Map.Entry<String, ?> option : entry.getOptions().entrySet()) {
                if (option.getKey().startsWith("ssl.")
                        || !CREDENTIAL.matcher(option.getKey()).matches()
                                && PLACE.matcher(Objects.toString(option.getValue()))
                                        .matches()) {
                    return Optional.of(
                            "the option %s of sasl.jaas.config may name a file or an address, and the operator uses none for a client of its own"
                                    .formatted(option.getKey()));
                }
            }
        }
        return Optional.empty();
    }
}
