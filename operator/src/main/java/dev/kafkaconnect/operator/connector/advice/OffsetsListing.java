package dev.kafkaconnect.operator.connector.advice;

import dev.kafkaconnect.api.connectorstatus.ListedOffsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request to list the offsets. Kept in the status, so that each is carried out once.
 *
 * @param request value of the annotation
 * @param configMap where they are, null when they are nowhere
 * @param message why they are nowhere, null when they are somewhere
 */
public record OffsetsListing(
        String request,
        @Nullable String configMap,
        @Nullable String message,
        String at) {

    public static OffsetsListing done(String request, String configMap, Instant now) {
        return new OffsetsListing(request, configMap, null, text(now));
    }

    public static OffsetsListing failed(String request, String message, Instant now) {
        return new OffsetsListing(request, null, message, text(now));
    }

    static @Nullable OffsetsListing of(@Nullable ListedOffsets block) {
        return block == null || block.getRequest() == null
                ? null
                : new OffsetsListing(
                        block.getRequest(), block.getConfigMap(), block.getMessage(), String.valueOf(block.getAt()));
    }

    public ListedOffsets block() {
        ListedOffsets block = new ListedOffsets();
        block.setRequest(request);
        block.setResult(message == null ? "Done" : "Failed");
        block.setConfigMap(configMap);
        block.setMessage(message);
        block.setAt(at);
        return block;
    }

    private static String text(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
