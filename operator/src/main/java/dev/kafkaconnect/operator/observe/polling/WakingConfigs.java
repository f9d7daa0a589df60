package dev.kafkaconnect.operator.observe.polling;

import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.ConfigRecord;
import java.util.List;

/**
 * Passes on what is heard of the config topic, and has the workers polled then: a configuration that another client changed is seen at
 * once.
 *
 * @param wakeUp must not block
 */
public record WakingConfigs(KnownConfigs configs, Runnable wakeUp) implements ConfigListener {

    @Override
    public void onConnected() {
        configs.onConnected();
        wakeUp.run();
    }

    @Override
    public void onDisconnected() {
        configs.onDisconnected();
    }

    @Override
    public void onRecords(List<ConfigRecord> records) {
        configs.onRecords(records);
        wakeUp.run();
    }
}
