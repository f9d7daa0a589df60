package dev.kafkaconnect.operator.kafka;

/**
 * One value that is kept in a Secret.
 *
 * @param secret name of the Secret
 * @param key of the value in the Secret
 * @param file name under which the workers have it
 */
public record SecretFile(String secret, String key, String file) {}
