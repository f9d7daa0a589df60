package dev.kafkaconnect.operator.kafka.client;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How the operator reaches the Kafka of one cluster, and what it may do there.
 *
 * @param client properties of a Kafka client: bootstrap.servers and whatever security needs
 * @param createTopics whether topics that are missing may be created
 * @param configTopic in which the workers keep connectors, and which may be written to; a standalone worker has none
 * @param statusTopic in which the workers note the states of connectors and tasks; a standalone worker has none
 * @param groupId of the workers; a standalone worker is in none
 * @param withoutClient why the operator makes no client of its own with the properties; null if it does
 */
public record KafkaAccess(
        Map<String, Object> client,
        boolean createTopics,
        @Nullable String configTopic,
        @Nullable String statusTopic,
        @Nullable String groupId,
        @Nullable String withoutClient) {

    /** Of shorter ones any text is full. */
    private static final int SHORTEST = 6;

    /** Of a login module. */
    private static final Pattern OPTION = Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]+)\"|([^\\s\";]+))");

    /** With a client of the operator's own. */
    public KafkaAccess(
            Map<String, Object> client,
            boolean createTopics,
            @Nullable String configTopic,
            @Nullable String statusTopic,
            @Nullable String groupId) {
        this(client, createTopics, configTopic, statusTopic, groupId, null);
    }

    /**
     * Of workers whose Kafka the operator does not talk to.
     *
     * @param client whose secrets are still to be hidden
     * @param why half a sentence for messages
     */
    public static KafkaAccess without(Map<String, Object> client, String why) {
        return new KafkaAccess(client, false, null, null, null, why);
    }

    /** The same before it is verified that the topics are those of this cluster: they may be those of another. */
    public KafkaAccess unverified() {
        return new KafkaAccess(client, createTopics, null, statusTopic, groupId, withoutClient);
    }

    /**
     * A text of the workers, who have the same credentials, without these. A connector must not get at them; if it does all
     * the same, the status of a Connector is not where they appear.
     */
    public String hide(String text) {
        return client.values().stream()
                .filter(Password.class::isInstance)
                .map(secret -> ((Password) secret).value())
                .filter(secret -> !secret.contains("BEGIN CERTIFICATE"))
                .flatMap(KafkaAccess::parts)
                .reduce(text, (hidden, part) -> hidden.replace(part, Password.HIDDEN));
    }

    private static Stream<String> parts(String secret) {
        Stream<String> options = OPTION.matcher(secret)
                .results()
                .filter(option -> !option.group(1).equals("username"))
                .map(option -> option.group(2) == null ? option.group(3) : option.group(2));
        return Stream.concat(options, secret.lines())
                .filter(line -> line.length() >= SHORTEST && !line.startsWith("-----"));
    }
}
