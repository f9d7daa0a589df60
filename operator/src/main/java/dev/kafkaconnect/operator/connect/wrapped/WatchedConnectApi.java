package dev.kafkaconnect.operator.connect.wrapped;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.InitialState;

/**
 * A {@link ConnectApi} that reports when the configuration of a connector is changed. Made by {@code observe} for each cluster;
 * knows nothing of what becomes of the reports.
 */
public final class WatchedConnectApi extends WrappedConnectApi {
    private final ConfigWrites writes;

    public WatchedConnectApi(ConnectApi api, ConfigWrites writes) {
        super(api);
        this.writes = writes;
    }

    @Override
    <T> T around(Request<T> request) throws ConnectFault {
        return request.send();
    }

    private interface Write {
        void send() throws ConnectFault;
    }

    @Override
    public void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        reported(name, () -> super.create(name, config, state));
    }

    @Override
    public void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        reported(name, () -> super.putConfig(name, config));
    }

    private void reported(String connector, Write write) throws ConnectFault {
        boolean written = true;
        writes.begin(connector);
        try {
            write.send();
        } catch (ConnectFault.Rejected
                | ConnectFault.AlreadyExists
                | ConnectFault.Busy
                | ConnectFault.NotFound refused) {
            written = false;
            throw refused;
        } finally {
            writes.end(connector, written);
        }
    }
}
