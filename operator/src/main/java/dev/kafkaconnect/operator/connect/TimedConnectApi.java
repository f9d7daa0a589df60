package dev.kafkaconnect.operator.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectApi} that reports how long each request took and how it failed. Made by {@code observe} for each cluster;
 * knows neither the cluster nor what becomes of the reports.
 */
public final class TimedConnectApi implements ConnectApi {
    private final ConnectApi api;
    private final Listener listener;
    private final LongSupplier nanoTime;

    /** Is called on the thread of the request, so it must not block. */
    public interface Listener {

        /** @param fault null when the request succeeded */
        void ended(Duration took, @Nullable ConnectFault fault);
    }

    public TimedConnectApi(ConnectApi api, Listener listener) {
        this(api, listener, System::nanoTime);
    }

    TimedConnectApi(ConnectApi api, Listener listener, LongSupplier nanoTime) {
        this.api = api;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    private interface Request<T> {
        T send() throws ConnectFault;
    }

    private interface Command {
        void send() throws ConnectFault;
    }

    private <T> T timed(Request<T> request) throws ConnectFault {
        long start = nanoTime.getAsLong();
        try {
            T answer = request.send();
            ended(start, null);
            return answer;
        } catch (ConnectFault fault) {
            ended(start, fault);
            throw fault;
        }
    }

    private void timed(Command command) throws ConnectFault {
        timed(() -> {
            command.send();
            return true;
        });
    }

    private void ended(long start, @Nullable ConnectFault fault) {
        listener.ended(Duration.ofNanos(nanoTime.getAsLong() - start), fault);
    }

    @Override
    public void close() {
        api.close();
    }

    @Override
    public WorkerInfo worker() throws ConnectFault {
        return timed(api::worker);
    }

    @Override
    public Map<String, ConnectorListing> connectors() throws ConnectFault {
        return timed(api::connectors);
    }

    @Override
    public ConnectorListing.@Nullable Status status(String name) throws ConnectFault {
        return timed(() -> Optional.ofNullable(api.status(name))).orElse(null);
    }

    @Override
    public boolean exists(String name) throws ConnectFault {
        return timed(() -> api.exists(name));
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        return timed(() -> api.validate(connectorClass, config));
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        return timed(api::plugins);
    }

    @Override
    public @Nullable List<PluginFile> pluginFiles(String name) throws ConnectFault {
        return timed(() -> Optional.ofNullable(api.pluginFiles(name))).orElse(null);
    }

    @Override
    public boolean resolves(OwnReference reference, String text) throws ConnectFault {
        return timed(() -> api.resolves(reference, text));
    }

    @Override
    public List<Map<String, String>> taskConfigs(String name) throws ConnectFault {
        return timed(() -> api.taskConfigs(name));
    }

    @Override
    public List<ConnectorOffset> offsets(String name) throws ConnectFault {
        return timed(() -> api.offsets(name));
    }

    @Override
    public void setLoggerLevel(String logger, String level) throws ConnectFault {
        timed(() -> api.setLoggerLevel(logger, level));
    }

    @Override
    public void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        timed(() -> api.create(name, config, state));
    }

    @Override
    public void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        timed(() -> api.putConfig(name, config));
    }

    @Override
    public void pause(String name) throws ConnectFault {
        timed(() -> api.pause(name));
    }

    @Override
    public void resume(String name) throws ConnectFault {
        timed(() -> api.resume(name));
    }

    @Override
    public void stop(String name) throws ConnectFault {
        timed(() -> api.stop(name));
    }

    @Override
    public void restart(String name, boolean onlyFailed) throws ConnectFault {
        timed(() -> api.restart(name, onlyFailed));
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        timed(() -> api.alterOffsets(name, offsets));
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        timed(() -> api.deleteOffsets(name));
    }

    @Override
    public void delete(String name) throws ConnectFault {
        timed(() -> api.delete(name));
    }
}
