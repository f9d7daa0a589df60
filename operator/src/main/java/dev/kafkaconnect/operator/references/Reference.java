package dev.kafkaconnect.operator.references;

/** Names one Secret or ConfigMap that a resource refers to. */
public record Reference(Kind kind, String namespace, String name) {

    /** What can be referred to, by its name in Kubernetes. */
    public enum Kind {
        Secret,
        ConfigMap
    }

    public static Reference secret(String namespace, String name) {
        return new Reference(Kind.Secret, namespace, name);
    }

    public static Reference configMap(String namespace, String name) {
        return new Reference(Kind.ConfigMap, namespace, name);
    }

    /** As messages name it, and as an index has it. */
    @Override
    public String toString() {
        return "%s %s/%s".formatted(kind, namespace, name);
    }
}
