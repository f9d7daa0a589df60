package dev.kafkaconnect.worker.taskconfigs;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.isolation.VersionedPluginLoadingException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.maven.artifact.versioning.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of a worker, whose connectors hold up nobody while they generate the configurations of their tasks. A connector class
 * that is given by a reference is looked up by what the reference stands for: Kafka 4.3 does that itself, Kafka 4.4 does not, and the
 * operator asks a worker in this way whether a value has arrived.
 */
public final class TimedPlugins extends Plugins {
    private static final String CLASS = "connector.class";

    private volatile @Nullable WorkerConfigTransformer references;

    public TimedPlugins(Map<String, String> properties) {
        super(properties);
    }

    /** @param worker that was made with these plug-ins */
    public static void resolveReferences(Plugins plugins, Worker worker) {
        if (plugins instanceof TimedPlugins own) {
            own.references = worker.configTransformer();
        }
    }

    private String resolved(String classOrAlias) {
        WorkerConfigTransformer known = references;
        return known == null || !classOrAlias.contains("${")
                ? classOrAlias
                : known.transform(Map.of(CLASS, classOrAlias)).getOrDefault(CLASS, classOrAlias);
    }

    @Override
    public Connector newConnector(String classOrAlias) {
        return timed(super.newConnector(resolved(classOrAlias)));
    }

    @Override
    public Connector newConnector(String classOrAlias, @Nullable VersionRange range)
            throws VersionedPluginLoadingException {
        return timed(super.newConnector(resolved(classOrAlias), range));
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
