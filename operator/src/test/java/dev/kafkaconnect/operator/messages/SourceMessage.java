package dev.kafkaconnect.operator.messages;

/**
 * One text in the sources that people read.
 *
 * @param type simple name of the top-level type that holds the text, so that a move to another package changes nothing
 * @param purpose reasons of the conditions or events that the text goes with; {@code log} for a log line; {@code text} where
 *     the source does not tell, as for a part of a message or a validation error
 */
record SourceMessage(String type, String purpose, String text) {}
