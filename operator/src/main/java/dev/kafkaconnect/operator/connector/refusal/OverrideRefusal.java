package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says who can allow a client property that the workers do not let a connector set; their own words name neither the list
 * nor its owner. Pure; used by {@code ConfigCheck}.
 */
public final class OverrideRefusal {
    private static final Pattern WORDS_OF_THE_WORKERS = Pattern.compile(
            "The '(\\w+)' policy does not allow '([^']+)' to be overridden in the connector configuration\\.?");

    private OverrideRefusal() {}

    /** The message in words that help if it is about an override, otherwise as it was. */
    public static String readable(ClusterId cluster, String message) {
        Matcher words = WORDS_OF_THE_WORKERS.matcher(message);
        if (!words.find()) {
            return message;
        }
        String property = words.group(2);
        String remedy = words.group(1).equals("Allowlist")
                ? "%s is not in connector.client.config.override.allowlist".formatted(property)
                : "connector.client.config.override.policy is %s".formatted(words.group(1));
        return message.substring(0, words.start())
                + "ConnectCluster %s does not let connectors set this client property: %s. Remove it, or ask the owner of the cluster to allow it under spec.config"
                        .formatted(cluster, remedy)
                + message.substring(words.end());
    }
}
