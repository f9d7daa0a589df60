package dev.kafkaconnect.worker;

import dev.kafkaconnect.worker.taskconfigs.TimedPlugins;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.WorkerInfo;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.ConnectRestServer;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.RestServer;

/**
 * Starts a worker as Kafka does but for the plug-ins: connectors are created by them, and nothing else can be put in between. Called
 * by both kinds of workers; does not know which of them it starts.
 */
public final class WorkerStart {

    private WorkerStart() {}

    /** As the main classes of Kafka have it. */
    public interface Herders<H extends Herder, C extends WorkerConfig> {
        H create(
                C config,
                String workerId,
                Plugins plugins,
                ConnectorClientConfigOverridePolicy overrides,
                RestServer server,
                RestClient toOthers);
    }

    public static <H extends Herder, C extends WorkerConfig> Connect<H> connect(
            Map<String, String> properties, Function<Map<String, String>, C> configs, Herders<H, C> herders) {
        new WorkerInfo().logAll();
        Plugins plugins = new TimedPlugins(properties);
        plugins.compareAndSwapWithDelegatingLoader();
        C config = configs.apply(properties);
        RestClient toOthers = new RestClient(config);
        ConnectRestServer server = new ConnectRestServer(config.rebalanceTimeout(), toOthers, config.originals());
        server.initializeServer();
        String workerId =
                server.advertisedUrl().getHost() + ":" + server.advertisedUrl().getPort();
        ConnectorClientConfigOverridePolicy overrides = plugins.newPlugin(
                config.getString(WorkerConfig.CONNECTOR_CLIENT_POLICY_CLASS_CONFIG),
                config,
                ConnectorClientConfigOverridePolicy.class);
        Connect<H> connect =
                new Connect<>(herders.create(config, workerId, plugins, overrides, server, toOthers), server);
        connect.start();
        return connect;
    }
}
