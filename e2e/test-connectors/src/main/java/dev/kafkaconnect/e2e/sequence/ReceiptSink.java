package dev.kafkaconnect.e2e.sequence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Gives a receipt for every record: the same key and value again, on another topic. A sink that counted would forget when its
 * task moves to another worker; receipts say the same wherever they were given.
 */
public final class ReceiptSink extends SinkConnector {
    static final String BOOTSTRAP = "receipts.bootstrap.servers";
    static final String TOPIC = "receipts.topic";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(BOOTSTRAP, Type.STRING, Importance.HIGH, "Brokers that take the receipts.")
            .define(TOPIC, Type.STRING, Importance.HIGH, "Where the receipts go.")
            .define(FaultOrders.CONTROL_FILE, Type.STRING, "", Importance.LOW, "Path on the worker; see Orders.")
            .define(FaultInjector.HANG_LIMIT, Type.LONG, 60_000L, Importance.LOW, "How long it hangs at most.");

    private Map<String, String> config = Map.of();

    @Override
    public Config validate(Map<String, String> connectorConfig) {
        new FaultInjector(connectorConfig, null).at(FaultPoint.VALIDATE);
        return super.validate(connectorConfig);
    }

    @Override
    public void start(Map<String, String> properties) {
        config = properties;
        new FaultInjector(config, null).at(FaultPoint.START);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> tasks = new ArrayList<>();
        while (tasks.size() < maxTasks) {
            Map<String, String> task = new HashMap<>(config);
            task.put(SequenceSource.TASK, String.valueOf(tasks.size()));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public void stop() {
        new FaultInjector(config, null).at(FaultPoint.STOP);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ReceiptTask.class;
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
