package dev.kafkaconnect.worker;

import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/** Kafka's distributed worker, which ends in good order; see {@link OrderlyStop}. Started by {@code bin/connect-worker}. */
public final class DistributedWorker extends ConnectDistributed {

    private DistributedWorker(String... arguments) {
        super(arguments);
    }

    public static void main(String[] arguments) {
        new DistributedWorker(arguments).run();
    }

    @Override
    public void processExtraArgs(Connect<DistributedHerder> connect, String[] none) {
        OrderlyStop.onSignals(connect);
    }
}
