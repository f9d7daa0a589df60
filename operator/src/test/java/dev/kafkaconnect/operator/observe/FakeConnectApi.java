package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Workers in memory that count every request and can be told to fail. */
final class FakeConnectApi implements ConnectApi {
    private final Map<String, ConnectorListing> connectors = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable ConnectFault fault;
    private volatile @Nullable RuntimeException bug;

    void show(String name, ConnectorListing listing) {
        connectors.put(name, listing);
    }

    void hide(String name) {
        connectors.remove(name);
    }

    void failWith(@Nullable ConnectFault fault) {
        this.fault = fault;
    }

    void breakWith(@Nullable RuntimeException bug) {
        this.bug = bug;
    }

    int requests() {
        return requests.get();
    }

    private void request() throws ConnectFault {
        requests.incrementAndGet();
        RuntimeException unexpected = bug;
        if (unexpected != null) {
            throw unexpected;
        }
        ConnectFault expected = fault;
        if (expected != null) {
            throw expected;
        }
    }

    @Override
    public Map<String, ConnectorListing> connectors() throws ConnectFault {
        request();
        return Map.copyOf(connectors);
    }

    @Override
    public WorkerInfo worker() throws ConnectFault {
        request();
        return new WorkerInfo("4.3.1", "id-a");
    }

    @Override
    public boolean exists(String name) throws ConnectFault {
        request();
        return connectors.containsKey(name);
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, Map<String, String> config) throws ConnectFault {
        request();
        return Map.of();
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        request();
        return List.of();
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        request();
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        request();
    }

    @Override
    public void create(String name, Map<String, String> config, InitialState state) throws ConnectFault {
        request();
    }

    @Override
    public void putConfig(String name, Map<String, String> config) throws ConnectFault {
        request();
    }

    @Override
    public void pause(String name) throws ConnectFault {
        request();
    }

    @Override
    public void resume(String name) throws ConnectFault {
        request();
    }

    @Override
    public void stop(String name) throws ConnectFault {
        request();
    }

    @Override
    public void restart(String name, boolean onlyFailed) throws ConnectFault {
        request();
    }

    @Override
    public void delete(String name) throws ConnectFault {
        request();
    }
}
