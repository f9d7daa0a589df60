package dev.kafkaconnect.worker;

import java.util.Objects;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.RestServer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's distributed worker, which ends in good order (see {@link OrderlyStop}) and is quick from its {@link FirstRequest} to
 * another on. Started by {@code bin/connect-worker}.
 */
public final class DistributedWorker extends ConnectDistributed {
    private @Nullable RestClient client;

    private DistributedWorker(String... arguments) {
        super(arguments);
    }

    public static void main(String[] arguments) {
        new DistributedWorker(arguments).run();
    }

    @Override
    protected DistributedHerder createHerder(
            DistributedConfig config,
            String workerId,
            Plugins plugins,
            ConnectorClientConfigOverridePolicy overrides,
            RestServer restServer,
            RestClient restClient) {
        client = restClient;
        return super.createHerder(config, workerId, plugins, overrides, restServer, restClient);
    }

    @Override
    public void processExtraArgs(Connect<DistributedHerder> connect, String[] none) {
        OrderlyStop.onSignals(connect);
        FirstRequest.rehearse(Objects.requireNonNull(client), connect.rest().advertisedUrl());
    }
}
