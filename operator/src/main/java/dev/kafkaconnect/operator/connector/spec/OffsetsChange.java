package dev.kafkaconnect.operator.connector.spec;

import dev.kafkaconnect.api.connectorspec.Offsets;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declared change of a connector's offsets.
 *
 * @param set what to set; empty to remove all
 */
public record OffsetsChange(String id, List<ConnectorOffset> set) {

    /** Whether a block says which of the two changes is meant. One that a later version wrote may say neither, or more. */
    static boolean isUnderstood(@Nullable Offsets block) {
        if (block == null) {
            return true;
        }
        boolean resets = Boolean.TRUE.equals(block.getReset());
        boolean sets = block.getSet() != null
                && !block.getSet().isEmpty()
                && block.getSet().stream().allMatch(entry -> entry.getPartition() != null);
        return block.getId() != null && (resets ? block.getSet() == null : sets);
    }

    /** @param block one that is understood */
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
    public record Result(String id, boolean done, @Nullable String message, String at) {}
}
