package org.apache.kafka.connect.runtime.standalone;

import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.apache.kafka.connect.storage.MemoryConfigBackingStore;
import org.apache.kafka.connect.storage.MemoryStatusBackingStore;

/**
 * Kafka's standalone herder, with references resolved by somebody else than its worker. In a package of Kafka because the class is
 * final, and the constructor that takes a store open to its package only. Called by our own main class.
 */
public final class StandaloneHerders {

    private StandaloneHerders() {}

    /** @param references in the configurations of connectors and tasks that run */
    public static StandaloneHerder herder(
            Worker worker,
            String kafkaClusterId,
            ConnectorClientConfigOverridePolicy overrides,
            WorkerConfigTransformer references) {
        return new StandaloneHerder(
                worker,
                worker.workerId(),
                kafkaClusterId,
                new MemoryStatusBackingStore(),
                new MemoryConfigBackingStore(references),
                overrides,
                Time.SYSTEM);
    }
}
