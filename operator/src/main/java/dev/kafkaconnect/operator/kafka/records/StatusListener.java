package dev.kafkaconnect.operator.kafka.records;

import java.util.List;

/** Is told of what the workers note in the status topic, soon after they have. */
public interface StatusListener {

    /** From now on every note is heard. */
    void onConnected();

    /** From now on notes may be missed. */
    void onDisconnected();

    /** @param notes in their order, as far as they are about the same connector or task */
    void onRecords(List<StatusNote> notes);
}
