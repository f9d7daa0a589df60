package dev.kafkaconnect.operator.connector.refusal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a configuration that is too large for a record of the workers' config topic from other problem in writing it: the
 * workers answer both with the same words, and only their log has the cause. Pure; called by {@code ConnectorActor} when a
 * write has failed, because the owner of the cluster may have raised the limit.
 */
public final class RecordSize {
    /** Default of the producer's max.request.size; that of the topic's max.message.bytes is 12 bytes more. */
    static final int LIMIT = 1_048_576;

    /** What the batch, the record and its key add to the configuration. */
    private static final int ENVELOPE = 400;

    private static final String WORDS_OF_THE_WORKERS = "Error writing connector configuration to Kafka";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordSize() {}

    /** The verdict if the configuration is too large; empty if the problem is another. */
    public static Optional<Verdict> refusal(ConnectorConfig config, String words) {
        if (!words.contains(WORDS_OF_THE_WORKERS)) {
            return Optional.empty();
        }
        int size = size(config);
        return size <= LIMIT
                ? Optional.empty()
                : Optional.of(new Verdict.Stalled(
                        Reason.ConfigInvalid,
                        "the configuration takes %d bytes in the workers' config topic, more than the %d that Kafka accepts in one request by default; shorten it, or put long values into a Secret or ConfigMap and refer to them in spec.configFrom"
                                .formatted(size, LIMIT)));
    }

    private static int size(ConnectorConfig config) {
        try {
            return ENVELOPE + JSON.writeValueAsBytes(Map.of("properties", config.properties())).length;
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not representable as JSON", impossible);
        }
    }
}
