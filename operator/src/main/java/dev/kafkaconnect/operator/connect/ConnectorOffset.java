package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a connector's offsets, as the connector defines it (KIP-875).
 *
 * @param offset null removes the offset of the partition
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConnectorOffset(
        Map<String, Object> partition, @Nullable Map<String, Object> offset) {}
