package dev.kafkaconnect.operator.references;

/** Is told that a Secret or ConfigMap came, changed or went; finds out itself whom that concerns. */
@FunctionalInterface
public interface ReferenceListener {

    void changed(Reference reference);
}
