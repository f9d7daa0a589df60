package dev.kafkaconnect.worker.taskconfigs;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.isolation.VersionedPluginLoadingException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.maven.artifact.versioning.VersionRange;
import org.jspecify.annotations.Nullable;

/** The plug-ins of a worker, whose connectors hold up nobody while they generate the configurations of their tasks. */
public final class TimedPlugins extends Plugins {

    public TimedPlugins(Map<String, String> properties) {
        super(properties);
    }

    @Override
    public Connector newConnector(String classOrAlias) {
        return timed(super.newConnector(classOrAlias));
    }

    @Override
    public Connector newConnector(String classOrAlias, @Nullable VersionRange range)
            throws VersionedPluginLoadingException {
        return timed(super.newConnector(classOrAlias, range));
    }

    private static Connector timed(Connector connector) {
        TaskConfigs taskConfigs = new TaskConfigs(TaskConfigs.PATIENCE, TaskConfigs.LIMIT);
        return switch (connector) {
            case TimedSource already -> already;
            case TimedSink already -> already;
            case SourceConnector source -> new TimedSource(source, taskConfigs);
            case SinkConnector sink -> new TimedSink(sink, taskConfigs);
            default -> connector;
        };
    }
}
