package dev.kafkaconnect.worker;

import dev.kafkaconnect.worker.providers.ConnectorReferences;
import dev.kafkaconnect.worker.providers.WorkerReferences;
import dev.kafkaconnect.worker.rest.RestExtensions;
import dev.kafkaconnect.worker.taskconfigs.TimedPlugins;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.RestServer;
import org.apache.kafka.connect.storage.ConfigBackingStore;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.KafkaConfigBackingStore;
import org.apache.kafka.connect.storage.KafkaOffsetBackingStore;
import org.apache.kafka.connect.storage.KafkaStatusBackingStore;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.storage.StatusBackingStore;
import org.apache.kafka.connect.util.ConnectUtils;
import org.apache.kafka.connect.util.SharedTopicAdmin;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's distributed worker, which waits for brokers before it starts (see {@link AwaitedKafka}), ends in good order (see
 * {@link GracefulShutdown}, {@link ConfigUpdateFilter} and {@link StoreShutdown}), is quick from its {@link TlsWarmUp} to
 * another on, answers only whom {@link RestExtensions} let in, and gives a connector nothing that is not for it (see
 * {@link ConnectorReferences} and {@link WorkerReferences}). Started by {@code bin/connect-worker}.
 */
public final class DistributedWorker extends ConnectDistributed {
    private final ConfigUpdateFilter news = new ConfigUpdateFilter();
    private @Nullable RestClient client;

    private DistributedWorker(String... arguments) {
        super(arguments);
    }

    public static void main(String[] arguments) {
        new DistributedWorker(arguments).run();
    }

    @Override
    protected DistributedConfig createConfig(Map<String, String> properties) {
        return AwaitedKafka.by(super.createConfig(RestExtensions.in(WorkerReferences.resolved(properties))));
    }

    @Override
    public Connect<DistributedHerder> startConnect(Map<String, String> properties) {
        return WorkerStart.connect(properties, this::createConfig, this::createHerder);
    }

    /** As Kafka's own in everything but who hears of changes and how it stops; Kafka has no way to tell it less than this. */
    @Override
    protected DistributedHerder createHerder(
            DistributedConfig config,
            String workerId,
            Plugins plugins,
            ConnectorClientConfigOverridePolicy overrides,
            RestServer restServer,
            RestClient restClient) {
        client = restClient;
        String clientIds = ConnectUtils.clientIdBase(config);
        SharedTopicAdmin admin = new SharedTopicAdmin(adminProperties(config, clientIds));
        OffsetBackingStore offsets = new KafkaOffsetBackingStore(admin, () -> clientIds, withoutSchemas(plugins));
        offsets.configure(config);
        Worker worker = new Worker(workerId, Time.SYSTEM, plugins, config, offsets, overrides);
        TimedPlugins.resolveReferences(plugins, worker);
        Converter values = worker.getInternalValueConverter();
        StatusBackingStore statuses = new KafkaStatusBackingStore(Time.SYSTEM, values, admin, clientIds);
        statuses.configure(config);
        ConfigBackingStore configs =
                new KafkaConfigBackingStore(values, config, ConnectorReferences.of(worker), admin, clientIds);
        return new DistributedHerder(
                config,
                Time.SYSTEM,
                worker,
                config.kafkaClusterId(),
                statuses,
                news.of(configs),
                restServer.advertisedUrl().toString(),
                restClient,
                overrides,
                List.of(),
                admin) {
            /** What has stopped can be stopped again. */
            @Override
            protected void stopServices() {
                StoreShutdown.together(List.of(statuses::stop, configs::stop, offsets::stop));
                super.stopServices();
            }
        };
    }

    private static Map<String, Object> adminProperties(DistributedConfig config, String clientIds) {
        Map<String, Object> properties = new HashMap<>(config.originals());
        ConnectUtils.addMetricsContextProperties(properties, config, config.kafkaClusterId());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientIds + "shared-admin");
        return properties;
    }

    private static Converter withoutSchemas(Plugins plugins) {
        return plugins.newInternalConverter(
                true, JsonConverter.class.getName(), Map.of(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, "false"));
    }

    @Override
    public void processExtraArgs(Connect<DistributedHerder> connect, String[] none) {
        GracefulShutdown.onSignals(connect, news::ignore);
        TlsWarmUp.run(Objects.requireNonNull(client), connect.rest().advertisedUrl());
    }
}
