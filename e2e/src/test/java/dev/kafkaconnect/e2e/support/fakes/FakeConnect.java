package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.OwnReference;
import dev.kafkaconnect.operator.connect.PluginFile;
import dev.kafkaconnect.operator.connect.WorkerContract;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Workers in memory that do at once whatever they are told. Everything runs on the first worker, unless it is {@link #spread}. */
public final class FakeConnect implements ConnectApi {
    private static final Pattern FILE = Pattern.compile("\\$\\{[^}]*:([^:}]+)}");

    private final Map<String, StoredConnector> connectors = new TreeMap<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> levels = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private volatile WorkerContract contract = WorkerContract.NEEDED;
    private volatile Runnable whenOffsetsChange = () -> {};
    private final TaskPlacement firstWorker;
    private volatile TaskPlacement placement;
    private final Supplier<Map<String, String>> mounted;
    private boolean silent;

    private volatile Check check = config -> Map.of();

    /** Objects to a configuration by key. */
    public interface Check {
        Map<String, List<String>> objections(ConnectorConfig config) throws ConnectFault;
    }

    private record StoredConnector(Map<String, String> config, String state, String trace) {
        StoredConnector(Map<String, String> config, String state) {
            this(config, state, null);
        }
    }

    /** @param mounted contents by name of the files that the workers see */
    FakeConnect(String cluster, String namespace, Supplier<Map<String, String>> mounted) {
        this.mounted = mounted;
        this.firstWorker = new TaskPlacement(cluster, namespace, 1, List.of(0));
        this.placement = firstWorker;
    }

    /** From now on each connector has so many tasks, spread evenly over the workers with these ordinals. */
    public void spread(int tasks, List<Integer> workers) {
        placement = new TaskPlacement(firstWorker.cluster(), firstWorker.namespace(), tasks, workers);
    }

    /** What the workers say of every configuration from now on. */
    public void check(Check other) {
        check = other;
    }

    /** From now on nothing is answered. */
    public synchronized void fallSilent() {
        silent = true;
    }

    /** The image of the workers was built from a worker image with this contract. */
    public void fulfils(WorkerContract other) {
        contract = other;
    }

    /** The image of the workers was built for an earlier operator. */
    public void isOutdated() {
        contract = WorkerContract.UNSAID;
    }

    /** The connector runs nowhere any more. */
    public synchronized void lose(String name) {
        connectors.computeIfPresent(name, (same, entry) -> new StoredConnector(entry.config(), "UNASSIGNED"));
    }

    /** The connector runs again. */
    public synchronized void regain(String name) {
        connectors.computeIfPresent(name, (same, entry) -> new StoredConnector(entry.config(), "RUNNING"));
    }

    /** The connector is there, and the operator has no part in it. */
    public synchronized void createByHand(String name, Map<String, String> config) {
        connectors.put(name, new StoredConnector(Map.copyOf(config), "RUNNING"));
    }

    /** From now on it is answered again. */
    public synchronized void speakAgain() {
        silent = false;
    }

    public synchronized void fail(String name, String trace) {
        connectors.computeIfPresent(name, (same, entry) -> new StoredConnector(entry.config(), "FAILED", trace));
    }

    /** What was asked of the workers that may change something about a connector, in this order. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    public synchronized Map<String, String> configOf(String name) {
        return connectors.get(name).config();
    }

    @Override
    public WorkerInfo worker() {
        return new WorkerInfo("4.3.1", "kafka", contract);
    }

    @Override
    public synchronized Map<String, ConnectorListing> connectors() throws ConnectFault {
        answer();
        Map<String, ConnectorListing> listing = new TreeMap<>();
        connectors.forEach((name, entry) -> {
            Part connector = placement.connector(entry.state(), entry.trace());
            List<Part> tasks = entry.state().equals("STOPPED") ? List.of() : placement.tasks(connector);
            listing.put(
                    name,
                    new ConnectorListing(new Info(entry.config(), List.of()), new Status("source", connector, tasks)));
        });
        return listing;
    }

    @Override
    public Map<String, Status> states() throws ConnectFault {
        Map<String, Status> states = new TreeMap<>();
        connectors().forEach((name, listing) -> states.put(name, listing.status()));
        return states;
    }

    /** Whether they have a connector of that name. */
    public synchronized boolean exists(String name) throws ConnectFault {
        answer();
        return connectors.containsKey(name);
    }

    @Override
    public Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault {
        synchronized (this) {
            answer();
            sent.add(connectorClass + " " + config);
        }
        return check.objections(config);
    }

    @Override
    public List<InstalledPlugin> plugins() throws ConnectFault {
        answer();
        return List.of(new InstalledPlugin("FileStreamSource", "source", "4.3.1"));
    }

    @Override
    public List<PluginFile> pluginFiles(String name) throws ConnectFault {
        answer();
        return List.of();
    }

    @Override
    public synchronized List<String> resolved(OwnReference references, Pattern expected) throws ConnectFault {
        answer();
        Map<String, String> files = mounted.get();
        String text = FILE.matcher(references.text())
                .replaceAll(reference -> Matcher.quoteReplacement(files.getOrDefault(reference.group(1), "")));
        return expected.matcher(text).results().map(MatchResult::group).toList();
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

    /** Every configuration that the workers were sent, or asked about. */
    public synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    /** @param then happens when the offsets of a connector have been changed, ahead of the answer */
    public void whenOffsetsChange(Runnable then) {
        whenOffsetsChange = then;
    }

    /** What the workers were told about their loggers, in this order. */
    public synchronized List<String> levels() {
        return List.copyOf(levels);
    }

    @Override
    public synchronized void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        writes.add("alterOffsets " + name);
        find(name);
        whenOffsetsChange.run();
    }

    @Override
    public synchronized void deleteOffsets(String name) throws ConnectFault {
        writes.add("deleteOffsets " + name);
        find(name);
        whenOffsetsChange.run();
    }

    @Override
    public synchronized void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        writes.add("create " + name);
        answer();
        if (connectors.containsKey(name)) {
            throw new ConnectFault.AlreadyExists("Connector " + name + " already exists");
        }
        sent.add(name + " " + config);
        connectors.put(name, new StoredConnector(config.properties(), state.name()));
    }

    @Override
    public synchronized void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        writes.add("putConfig " + name);
        sent.add(name + " " + config);
        connectors.put(name, new StoredConnector(config.properties(), find(name).state()));
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
        writes.add("restart " + name);
        find(name);
    }

    @Override
    public synchronized void delete(String name) throws ConnectFault {
        writes.add("delete " + name);
        find(name);
        connectors.remove(name);
    }

    /** What the config topic says of the end of connectors, whether or not workers are there to read it. */
    synchronized void beginWith(Set<String> deleted, Set<String> stopped) {
        deleted.forEach(connectors::remove);
        stopped.forEach(name ->
                connectors.computeIfPresent(name, (same, entry) -> new StoredConnector(entry.config(), "STOPPED")));
    }

    /** Of all connectors that there are, whether or not the workers answer. */
    public synchronized Map<String, String> stateByName() {
        Map<String, String> states = new TreeMap<>();
        connectors.forEach((name, entry) -> states.put(name, entry.state()));
        return states;
    }

    private synchronized void become(String name, String state) throws ConnectFault {
        writes.add(state + " " + name);
        connectors.put(name, new StoredConnector(find(name).config(), state));
    }

    private synchronized StoredConnector find(String name) throws ConnectFault {
        answer();
        StoredConnector entry = connectors.get(name);
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
