package dev.kafkaconnect.operator;

import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.selection.WatchSelector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the operator, from its environment.
 *
 * @param workerImage WORKER_IMAGE: image of clusters that name none; required
 * @param namespaces WATCH_NAMESPACES: separated by commas; all of them when empty or absent
 * @param podName POD_NAME: identity in the leader election; the host name when absent
 * @param ownNamespace POD_NAMESPACE: where the lease is kept; without it there is no leader election
 * @param healthPort HEALTH_PORT: port of the probes, 8080 when absent
 * @param metricsPort METRICS_PORT: port of the operator's own metrics, 8081 when absent; 0 for none
 * @param deletionDeadline DELETION_DEADLINE_SECONDS: see {@link
 *     dev.kafkaconnect.operator.connector.ConnectorModule}, 300 when absent
 * @param loginClasses KAFKA_LOGIN_CLASSES: separated by commas; see {@link LoginClasses}
 * @param pluginDelivery PLUGIN_DELIVERY: ImageVolume or Copy; what the version of the API server allows when absent
 * @param rollingAtOnce MAX_CLUSTERS_ROLLING: how many ConnectClusters are rolled at a time by changes that they did not ask for,
 *     2 when absent
 * @param readsNamespaces READ_NAMESPACES: whether labels and deletion of namespaces are watched, which takes a permission in the
 *     whole Kubernetes cluster; true when absent
 * @param selector WATCH_SELECTOR: labels of the ConnectClusters and Connectors to look after; all of them when empty or absent
 * @param lease LEASE_NAME: name of the lease, kafka-connect-operator when absent; operators in one namespace need one each
 */
public record Settings(
        String workerImage,
        Set<String> namespaces,
        String podName,
        @Nullable String ownNamespace,
        int healthPort,
        int metricsPort,
        Duration deletionDeadline,
        LoginClasses loginClasses,
        @Nullable PluginDelivery pluginDelivery,
        int rollingAtOnce,
        boolean readsNamespaces,
        WatchSelector selector,
        String lease) {
    public static final String DEFAULT_LEASE = "kafka-connect-operator";

    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    static Settings from(Map<String, String> environment) {
        UnaryOperator<String> read = name -> environment.getOrDefault(name, "").strip();
        String image = read.apply("WORKER_IMAGE");
        if (image.isEmpty()) {
            throw new IllegalArgumentException(
                    "WORKER_IMAGE is not set; it names the image of clusters whose spec.image is empty");
        }
        Set<String> namespaces = list("WATCH_NAMESPACES", read);
        String namespace = read.apply("POD_NAMESPACE");
        String pod = read.apply("POD_NAME");
        int healthPort = number("HEALTH_PORT", read, 8080);
        int metricsPort = number("METRICS_PORT", read, 8081);
        if (metricsPort == healthPort && metricsPort != 0) {
            throw new IllegalArgumentException("METRICS_PORT and HEALTH_PORT are both %d".formatted(healthPort));
        }
        return new Settings(
                image,
                namespaces,
                pod.isEmpty() ? environment.getOrDefault("HOSTNAME", "operator") : pod,
                namespace.isEmpty() ? null : namespace,
                healthPort,
                metricsPort,
                Duration.ofSeconds(number("DELETION_DEADLINE_SECONDS", read, 300)),
                LoginClasses.of(list("KAFKA_LOGIN_CLASSES", read)),
                distribution(read.apply("PLUGIN_DELIVERY")),
                positive("MAX_CLUSTERS_ROLLING", read, 2),
                truth("READ_NAMESPACES", read.apply("READ_NAMESPACES")),
                selector(read.apply("WATCH_SELECTOR")),
                lease(read.apply("LEASE_NAME")));
    }

    private static WatchSelector selector(String text) {
        try {
            return WatchSelector.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("WATCH_SELECTOR: " + wrong.getMessage(), wrong);
        }
    }

    private static String lease(String name) {
        if (name.isEmpty()) {
            return DEFAULT_LEASE;
        }
        if (!OBJECT_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("LEASE_NAME must be the name of an object, not \"%s\"".formatted(name));
        }
        return name;
    }

    private static Set<String> list(String name, UnaryOperator<String> read) {
        return Arrays.stream(read.apply(name).split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable PluginDelivery distribution(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return Arrays.stream(PluginDelivery.values())
                .filter(distribution -> distribution.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "PLUGIN_DELIVERY must be ImageVolume or Copy, not \"%s\"".formatted(text)));
    }

    private static boolean truth(String name, String text) {
        return switch (text) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("%s must be true or false, not \"%s\"".formatted(name, text));
        };
    }

    private static int positive(String name, UnaryOperator<String> read, int otherwise) {
        int number = number(name, read, otherwise);
        if (number < 1) {
            throw new IllegalArgumentException("%s must be 1 or more, not %d".formatted(name, number));
        }
        return number;
    }

    private static int number(String name, UnaryOperator<String> read, int otherwise) {
        String text = read.apply(name);
        try {
            return text.isEmpty() ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("%s must be a whole number, not \"%s\"".formatted(name, text), wrong);
        }
    }
}
