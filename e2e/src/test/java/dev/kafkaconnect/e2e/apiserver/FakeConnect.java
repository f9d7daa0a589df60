package dev.kafkaconnect.e2e.apiserver;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Workers in memory that do at once whatever they are told. Everything runs on the first worker of the cluster. */
public final class FakeConnect implements ConnectApi {
    private final Map<String, Entry> connectors = new TreeMap<>();
    private final List<String> levels = new ArrayList<>();
    private final String workerId;
    private final Supplier<Set<String>> mounted;
    private boolean silent;

    private record Entry(Map<String, String> config, String state) {}

    /** @param mounted names of the files that the workers see */
    FakeConnect(String cluster, String namespace, Supplier<Set<String>> mounted) {
        this.mounted = mounted;
        this.workerId = "%s-worker-0.%s-workers.%s.svc:8083".formatted(cluster, cluster, namespace);
    }

    /** From now on nothing is answered. */
    synchronized void fallSilent() {
        silent = true;
    }

    /** The connector runs nowhere any more. */
    synchronized void lose(String name) {
        connectors.computeIfPresent(name, (same, entry) -> new Entry(entry.config(), "UNASSIGNED"));
    }

    /** The connector runs again. */
    synchronized void regain(String name) {
        connectors.computeIfPresent(name, (same, entry) -> new Entry(entry.config(), "RUNNING"));
    }

    synchronized Map<String, String> configOf(String name) {
        return connectors.get(name).config();
    }

    @Override
    public WorkerInfo worker() {
        return new WorkerInfo("4.3.1", "kafka");
    }

    @Override
    public synchronized Map<String, ConnectorListing> connectors() throws ConnectFault {
        answer();
        Map<String, ConnectorListing> listing = new TreeMap<>();
        connectors.forEach((name, entry) -> {
            Part connector = new Part(0, entry.state(), workerId, null, "4.3.1");
            List<Part> tasks = entry.state().equals("STOPPED") ? List.of() : List.of(connector);
            listing.put(
                    name,
                    new ConnectorListing(new Info(entry.config(), List.of()), new Status("source", connector, tasks)));
        });
        return listing;
    }

    @Override
    public synchronized boolean exists(String name) throws ConnectFault {
        answer();
        return connectors.containsKey(name);
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, Map<String, String> config) throws ConnectFault {
        answer();
        return Map.of();
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        answer();
        return List.of(new InstalledPlugin("FileStreamSource", "source", "4.3.1"));
    }

    @Override
    public synchronized boolean resolves(String reference, String text) throws ConnectFault {
        answer();
        return mounted.get().contains(reference.substring(reference.lastIndexOf(':') + 1, reference.length() - 1));
    }

    @Override
    public synchronized List<Map<String, String>> taskConfigs(String name) throws ConnectFault {
        return List.of(find(name).config());
    }

    @Override
    public List<ConnectorOffset> offsets(String name) throws ConnectFault {
        find(name);
        return List.of(new ConnectorOffset(Map.of("filename", "/tmp/" + name), Map.of("position", 42)));
    }

    @Override
    public synchronized void setLoggerLevel(String logger, String level) throws ConnectFault {
        answer();
        levels.add(logger + "=" + level);
    }

    /** What the workers were told about their loggers, in this order. */
    synchronized List<String> levels() {
        return List.copyOf(levels);
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        find(name);
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        find(name);
    }

    @Override
    public synchronized void create(String name, Map<String, String> config, InitialState state) throws ConnectFault {
        answer();
        if (connectors.containsKey(name)) {
            throw new ConnectFault.AlreadyExists("Connector " + name + " already exists");
        }
        connectors.put(name, new Entry(Map.copyOf(config), state.name()));
    }

    @Override
    public synchronized void putConfig(String name, Map<String, String> config) throws ConnectFault {
        connectors.put(name, new Entry(Map.copyOf(config), find(name).state()));
    }

    @Override
    public void pause(String name) throws ConnectFault {
        become(name, "PAUSED");
    }

    @Override
    public void resume(String name) throws ConnectFault {
        become(name, "RUNNING");
    }

    @Override
    public void stop(String name) throws ConnectFault {
        become(name, "STOPPED");
    }

    @Override
    public synchronized void restart(String name, boolean onlyFailed) throws ConnectFault {
        find(name);
    }

    @Override
    public synchronized void delete(String name) throws ConnectFault {
        find(name);
        connectors.remove(name);
    }

    private synchronized void become(String name, String state) throws ConnectFault {
        connectors.put(name, new Entry(find(name).config(), state));
    }

    private synchronized Entry find(String name) throws ConnectFault {
        answer();
        Entry entry = connectors.get(name);
        if (entry == null) {
            throw new ConnectFault.NotFound("Connector " + name + " not found");
        }
        return entry;
    }

    private synchronized void answer() throws ConnectFault {
        if (silent) {
            throw new ConnectFault.Unreachable("the workers do not answer");
        }
    }
}
