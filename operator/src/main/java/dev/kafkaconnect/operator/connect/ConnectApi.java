package dev.kafkaconnect.operator.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the Kafka Connect REST API that the operator uses, for one group of workers. Every call ends within a bounded
 * time. Called by the observer (reads) and by connector reconciles (writes).
 */
public interface ConnectApi {

    /** Version of the worker that answers and id of its Kafka cluster. */
    WorkerInfo worker() throws ConnectFault;

    /**
     * All connectors by name, with configuration and status: one request whatever their number. A connector that has no
     * status yet (right after its creation) is not among them.
     */
    Map<String, ConnectorListing> connectors() throws ConnectFault;

    /**
     * The same with another time limit: workers copy all configurations once for each connector, so the answer takes them four times as
     * long for twice as many (AbstractHerder in Kafka 4.3).
     */
    default Map<String, ConnectorListing> connectors(Duration limit) throws ConnectFault {
        return connectors();
    }

    /** The states of all connectors by name, without their configurations: of all listings the one that costs workers least. */
    Map<String, ConnectorListing.Status> states() throws ConnectFault;

    /**
     * The states of one connector; {@code null} where it has none.
     *
     * @param name of a connector, which may be gone meanwhile
     */
    default ConnectorListing.@Nullable Status status(String name) throws ConnectFault {
        ConnectorListing listing = connectors().get(name);
        return listing == null ? null : listing.status();
    }

    /**
     * Checks a configuration without using it. May take long: a connector may contact the system that it connects to.
     *
     * @return what is wrong, by key and in the workers' words; empty if nothing is
     */
    Map<String, List<String>> validate(String connectorClass, ConnectorConfig config) throws ConnectFault;

    /** Connector plug-ins that are installed on the worker that answers. */
    List<InstalledPlugin> plugins() throws ConnectFault;

    /** Plug-ins of all types, those that Kafka comes with included. */
    default List<InstalledPlugin> allPlugins() throws ConnectFault {
        return plugins();
    }

    /**
     * Topics that a connector has used since it was created or its record of them was emptied, in no order; {@code null} where the
     * workers keep no record: {@code topic.tracking.enable} is false.
     */
    default @Nullable List<String> topics(String name) throws ConnectFault {
        return null;
    }

    /**
     * Where a class is below the plug-in path of the worker that answers, discovered or not; empty where it is not there, {@code null}
     * where the image of the worker is too old to tell.
     *
     * @param name of a class, in full or as {@code connector.class} may have it
     */
    @Nullable
    List<PluginFile> pluginFiles(String name) throws ConnectFault;

    /**
     * What the worker that answers finds behind one or more references to a config provider. Needs no plug-in: the worker is asked
     * for a connector class of that name, and says which one it does not have.
     *
     * @param expected what there may be
     * @return what matches; empty where the worker leaves the references as they are
     */
    List<String> resolved(OwnReference references, Pattern expected) throws ConnectFault;

    /** Configurations of a connector's tasks, as they are stored: with references, not with what these stand for. */
    List<Map<String, String>> taskConfigs(String name) throws ConnectFault;

    /** Sets the level of a logger, and of those below it, on every worker that runs; not on one that starts later. */
    void setLoggerLevel(String logger, String level) throws ConnectFault;

    /** Creates a connector in the given state. Never changes one that exists. */
    void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault;

    /** Replaces the configuration. The connector restarts even when nothing differs, so compare first. */
    void putConfig(String name, ConnectorConfig config) throws ConnectFault;

    void pause(String name) throws ConnectFault;

    void resume(String name) throws ConnectFault;

    void stop(String name) throws ConnectFault;

    /** Restarts the connector and its tasks, or only those that have failed (KIP-745). */
    void restart(String name, boolean onlyFailed) throws ConnectFault;

    /** The current offsets (KIP-875); empty while there are none. */
    List<ConnectorOffset> offsets(String name) throws ConnectFault;

    /** Sets offsets of a stopped connector (KIP-875). */
    void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault;

    /** Deletes all offsets of a stopped connector (KIP-875). */
    void deleteOffsets(String name) throws ConnectFault;

    /** Asks for the deletion, which is carried out a little later. */
    void delete(String name) throws ConnectFault;

    /**
     * The worker that leads the group, by its id in Connect, as the last answer said; {@code null} where none did. Sends no request.
     */
    default @Nullable String leader() {
        return null;
    }

    /** Requests that are under way may end; there will be no others. */
    default void close() {}
}
