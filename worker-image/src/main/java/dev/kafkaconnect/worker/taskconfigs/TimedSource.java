package dev.kafkaconnect.worker.taskconfigs;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** A source connector as it is, but for who generates the configurations of its tasks: see {@link TaskConfigs}. */
final class TimedSource extends SourceConnector {
    private final SourceConnector connector;
    private final TaskConfigs taskConfigs;

    TimedSource(SourceConnector connector, TaskConfigs taskConfigs) {
        this.connector = connector;
        this.taskConfigs = taskConfigs;
    }

    @Override
    public void initialize(ConnectorContext itsContext) {
        taskConfigs.initialize(itsContext);
        connector.initialize(itsContext);
    }

    @Override
    public void initialize(ConnectorContext itsContext, List<Map<String, String>> tasks) {
        taskConfigs.initialize(itsContext);
        connector.initialize(itsContext, tasks);
    }

    @Override
    public void start(Map<String, String> properties) {
        taskConfigs.start(properties);
        connector.start(properties);
    }

    @Override
    public void reconfigure(Map<String, String> properties) {
        connector.reconfigure(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return connector.taskClass();
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return taskConfigs.of(maxTasks, connector::taskConfigs);
    }

    @Override
    public void stop() {
        taskConfigs.stop();
        connector.stop();
    }

    @Override
    public Config validate(Map<String, String> properties) {
        return connector.validate(properties);
    }

    @Override
    public ConfigDef config() {
        return connector.config();
    }

    @Override
    public String version() {
        return connector.version();
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return connector.exactlyOnceSupport(properties);
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> properties) {
        return connector.canDefineTransactionBoundaries(properties);
    }

    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return connector.alterOffsets(properties, offsets);
    }
}
