package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;

/** Keeps a list of offsets where its owner finds it. Never touches what has another owner. */
@FunctionalInterface
interface OffsetsStore {

    Kept keep(Connector connector, String offsets);

    /** What became of it. */
    sealed interface Kept {
        record In(String name) implements Kept {}

        record Nowhere(String why) implements Kept {}

        /** Kubernetes is busy, or another writer was quicker: to be tried again. */
        record NotYet() implements Kept {}
    }
}
