package dev.kafkaconnect.worker.standalone;

import dev.kafkaconnect.worker.AwaitedKafka;
import dev.kafkaconnect.worker.GracefulShutdown;
import dev.kafkaconnect.worker.WorkerStart;
import dev.kafkaconnect.worker.providers.ConnectorReferences;
import dev.kafkaconnect.worker.providers.WorkerReferences;
import dev.kafkaconnect.worker.rest.RestExtensions;
import dev.kafkaconnect.worker.taskconfigs.TimedPlugins;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.RestServer;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerders;
import org.apache.kafka.connect.storage.OffsetBackingStore;

/**
 * Kafka's standalone worker with seven differences: it waits for brokers before it starts (see {@link AwaitedKafka}), ends in good
 * order (see {@link GracefulShutdown}), answers only whom {@link RestExtensions} let in, gives a connector nothing that is not for it (see
 * {@link ConnectorReferences} and {@link WorkerReferences}), a connector file that is of
 * no use does not end the process (Kafka's own ends with exit code 3, even when a connector only fails to start), a connector that
 * hangs in taskConfigs does not keep the lock of the herder for as long (see {@link WorkerStart}), and the file of the offsets is
 * replaced as a whole.
 * Reports itself healthy when the connectors of all files have been started or given up.
 */
public final class StandaloneWorker extends ConnectStandalone {

    /** Far below the time that the operator gives a worker to start. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private StandaloneWorker(String... arguments) {
        super(arguments);
    }

    public static void main(String[] arguments) {
        new StandaloneWorker(arguments).run();
    }

    @Override
    protected StandaloneConfig createConfig(Map<String, String> properties) {
        return AwaitedKafka.by(super.createConfig(RestExtensions.in(WorkerReferences.resolved(properties))));
    }

    @Override
    public Connect<StandaloneHerder> startConnect(Map<String, String> properties) {
        return WorkerStart.connect(properties, this::createConfig, this::createHerder);
    }

    @Override
    public void processExtraArgs(Connect<StandaloneHerder> connect, String[] files) {
        GracefulShutdown.onSignals(connect, () -> {});
        new ConnectorFiles(Stream.of(files).map(Path::of).toList(), LIMIT).startOn(connect.herder());
        connect.herder().ready();
    }

    @Override
    protected StandaloneHerder createHerder(
            StandaloneConfig config,
            String workerId,
            Plugins plugins,
            ConnectorClientConfigOverridePolicy overrides,
            RestServer restServer,
            RestClient restClient) {
        OffsetBackingStore offsets = new AtomicOffsetStore(plugins.newInternalConverter(
                true, JsonConverter.class.getName(), Map.of(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, "false")));
        offsets.configure(config);
        Worker worker = new Worker(workerId, Time.SYSTEM, plugins, config, offsets, overrides);
        TimedPlugins.resolveReferences(plugins, worker);
        return StandaloneHerders.herder(worker, config.kafkaClusterId(), overrides, ConnectorReferences.of(worker));
    }
}
