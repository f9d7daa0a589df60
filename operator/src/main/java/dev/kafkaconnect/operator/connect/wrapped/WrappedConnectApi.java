package dev.kafkaconnect.operator.connect.wrapped;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.OwnReference;
import dev.kafkaconnect.operator.connect.PluginFile;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectApi} that sends every request to another one, with something done around it. Extended by what times requests and
 * by what redacts their texts; knows no request in particular.
 */
abstract class WrappedConnectApi implements ConnectApi {
    private final ConnectApi api;

    WrappedConnectApi(ConnectApi api) {
        this.api = api;
    }

    interface Request<T> {
        T send() throws ConnectFault;
    }

    private interface Command {
        void send() throws ConnectFault;
    }

    /** Sends the request, once. */
    abstract <T> T around(Request<T> request) throws ConnectFault;

    private void around(Command command) throws ConnectFault {
        around(() -> {
            command.send();
            return true;
        });
    }

    @Override
    public void close() {
        api.close();
    }

    @Override
    public @Nullable String leader() {
        return api.leader();
    }

    @Override
    public WorkerInfo worker() throws ConnectFault {
        return around(api::worker);
    }

    @Override
    public Map<String, ConnectorListing> connectors() throws ConnectFault {
        return around(() -> api.connectors());
    }

    @Override
    public Map<String, ConnectorListing> connectors(Duration limit) throws ConnectFault {
        return around(() -> api.connectors(limit));
    }

    @Override
    public Map<String, ConnectorListing.Status> states() throws ConnectFault {
        return around(api::states);
    }

    @Override
    public ConnectorListing.@Nullable Status status(String name) throws ConnectFault {
        return around(() -> Optional.ofNullable(api.status(name))).orElse(null);
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        return around(() -> api.validate(connectorClass, config));
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        return around(api::plugins);
    }

    @Override
    public List<InstalledPlugin> allPlugins() throws ConnectFault {
        return around(api::allPlugins);
    }

    @Override
    public @Nullable List<String> topics(String name) throws ConnectFault {
        return around(() -> Optional.ofNullable(api.topics(name))).orElse(null);
    }

    @Override
    public @Nullable List<PluginFile> pluginFiles(String name) throws ConnectFault {
        return around(() -> Optional.ofNullable(api.pluginFiles(name))).orElse(null);
    }

    @Override
    public List<String> resolved(OwnReference references, Pattern expected) throws ConnectFault {
        return around(() -> api.resolved(references, expected));
    }

    @Override
    public List<Map<String, String>> taskConfigs(String name) throws ConnectFault {
        return around(() -> api.taskConfigs(name));
    }

    @Override
    public List<ConnectorOffset> offsets(String name) throws ConnectFault {
        return around(() -> api.offsets(name));
    }

    @Override
    public void setLoggerLevel(String logger, String level) throws ConnectFault {
        around(() -> api.setLoggerLevel(logger, level));
    }

    @Override
    public void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        around(() -> api.create(name, config, state));
    }

    @Override
    public void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        around(() -> api.putConfig(name, config));
    }

    @Override
    public void pause(String name) throws ConnectFault {
        around(() -> api.pause(name));
    }

    @Override
    public void resume(String name) throws ConnectFault {
        around(() -> api.resume(name));
    }

    @Override
    public void stop(String name) throws ConnectFault {
        around(() -> api.stop(name));
    }

    @Override
    public void restart(String name, boolean onlyFailed) throws ConnectFault {
        around(() -> api.restart(name, onlyFailed));
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        around(() -> api.alterOffsets(name, offsets));
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        around(() -> api.deleteOffsets(name));
    }

    @Override
    public void delete(String name) throws ConnectFault {
        around(() -> api.delete(name));
    }
}
