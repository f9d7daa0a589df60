package dev.kafkaconnect.operator.connect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectApi} whose texts have gone through a redactor: workers quote values in what they object to. Made by
 * {@code observe}; there is no way back to the one behind it.
 */
public final class RedactedConnectApi implements ConnectApi {
    private final ConnectApi api;
    private final UnaryOperator<String> redactor;

    public RedactedConnectApi(ConnectApi api, UnaryOperator<String> redactor) {
        this.api = api;
        this.redactor = redactor;
    }

    private interface Request<T> {
        T send() throws ConnectFault;
    }

    private interface Command {
        void send() throws ConnectFault;
    }

    private <T> T redacted(Request<T> request) throws ConnectFault {
        try {
            return request.send();
        } catch (ConnectFault fault) {
            throw fault.redacted(redactor);
        }
    }

    private void redacted(Command command) throws ConnectFault {
        try {
            command.send();
        } catch (ConnectFault fault) {
            throw fault.redacted(redactor);
        }
    }

    @Override
    public WorkerInfo worker() throws ConnectFault {
        return redacted(api::worker);
    }

    @Override
    public Map<String, ConnectorListing> connectors() throws ConnectFault {
        return redacted(api::connectors);
    }

    @Override
    public boolean exists(String name) throws ConnectFault {
        return redacted(() -> api.exists(name));
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        Map<String, List<String>> errors = new TreeMap<>();
        redacted(() -> api.validate(connectorClass, config))
                .forEach((key, texts) ->
                        errors.put(key, texts.stream().map(redactor).toList()));
        return errors;
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        return redacted(api::plugins);
    }

    @Override
    public @Nullable List<PluginFile> pluginFiles(String name) throws ConnectFault {
        return redacted(() -> Optional.ofNullable(api.pluginFiles(name))).orElse(null);
    }

    @Override
    public boolean resolves(OwnReference reference, String text) throws ConnectFault {
        return redacted(() -> api.resolves(reference, text));
    }

    @Override
    public List<Map<String, String>> taskConfigs(String name) throws ConnectFault {
        return redacted(() -> api.taskConfigs(name));
    }

    @Override
    public List<ConnectorOffset> offsets(String name) throws ConnectFault {
        return redacted(() -> api.offsets(name));
    }

    @Override
    public void setLoggerLevel(String logger, String level) throws ConnectFault {
        redacted(() -> api.setLoggerLevel(logger, level));
    }

    @Override
    public void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        redacted(() -> api.create(name, config, state));
    }

    @Override
    public void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        redacted(() -> api.putConfig(name, config));
    }

    @Override
    public void pause(String name) throws ConnectFault {
        redacted(() -> api.pause(name));
    }

    @Override
    public void resume(String name) throws ConnectFault {
        redacted(() -> api.resume(name));
    }

    @Override
    public void stop(String name) throws ConnectFault {
        redacted(() -> api.stop(name));
    }

    @Override
    public void restart(String name, boolean onlyFailed) throws ConnectFault {
        redacted(() -> api.restart(name, onlyFailed));
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        redacted(() -> api.alterOffsets(name, offsets));
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        redacted(() -> api.deleteOffsets(name));
    }

    @Override
    public void delete(String name) throws ConnectFault {
        redacted(() -> api.delete(name));
    }
}
