package dev.kafkaconnect.operator.kafka.records;

import java.util.List;

/** Is told of what the workers write to the config topic, soon after they have. */
public interface ConfigListener {

    /** From now on every record is heard. */
    void onConnected();

    /** From now on records may be missed. */
    void onDisconnected();

    /** @param records in their order */
    void onRecords(List<ConfigRecord> records);
}
