package dev.kafkaconnect.operator.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What an import made.
 *
 * @param documents in the order in which they may be applied
 * @param warnings what is not as it was, and what is to be done about it
 */
public record Outcome(List<ObjectNode> documents, List<String> warnings) {}
