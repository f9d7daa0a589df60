package dev.kafkaconnect.operator.observe.polling;

import dev.kafkaconnect.operator.kafka.records.ConfigListener;
import dev.kafkaconnect.operator.kafka.records.ConfigRecord;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Passes on what is heard of the config topic, and has the workers polled then: a configuration that another client changed is seen at
 * once.
 *
 * @param wakeUp told the connectors that records are about; must not block
 */
public record WakingConfigs(KnownConfigs configs, Consumer<Set<String>> wakeUp) implements ConfigListener {

    @Override
    public void onConnected() {
        configs.onConnected();
        wakeUp.accept(Set.of());
    }

    @Override
    public void onDisconnected() {
        configs.onDisconnected();
    }

    @Override
    public void onRecords(List<ConfigRecord> records) {
        configs.onRecords(records);
        wakeUp.accept(records.stream().map(ConfigRecord::connector).collect(Collectors.toSet()));
    }
}
