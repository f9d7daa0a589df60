package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.connectorspec.Offsets;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declared change of a connector's offsets.
 *
 * @param set what to set; empty to remove all
 */
record OffsetsChange(String id, List<ConnectorOffset> set) {

    static @Nullable OffsetsChange of(@Nullable Offsets block) {
        if (block == null) {
            return null;
        }
        List<ConnectorOffset> set = block.getSet() == null
                ? List.of()
                : block.getSet().stream()
                        .map(entry -> new ConnectorOffset(
                                entry.getPartition().getAdditionalProperties(),
                                entry.getOffset() == null
                                        ? null
                                        : entry.getOffset().getAdditionalProperties()))
                        .toList();
        return new OffsetsChange(block.getId(), set);
    }

    /**
     * What became of a change. Kept in the status, so that each is carried out once.
     *
     * @param message what the workers said, null when there is nothing to say
     */
    record Result(String id, boolean done, @Nullable String message, String at) {}
}
