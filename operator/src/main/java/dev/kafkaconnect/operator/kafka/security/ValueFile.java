package dev.kafkaconnect.operator.kafka.security;

/**
 * One value that is kept in a Secret, or where it is no secret in a ConfigMap.
 *
 * @param object name of the Secret or ConfigMap
 * @param key of the value in it
 * @param file name under which the workers have it
 */
public record ValueFile(Source source, String object, String key, String file) {

    /** What holds the value. */
    public enum Source {
        Secret,
        ConfigMap
    }

    public static ValueFile secret(String name, String key, String file) {
        return new ValueFile(Source.Secret, name, key, file);
    }

    public static ValueFile configMap(String name, String key, String file) {
        return new ValueFile(Source.ConfigMap, name, key, file);
    }

    /** As messages name it. */
    public String holder() {
        return "the %s %s".formatted(source, object);
    }
}
