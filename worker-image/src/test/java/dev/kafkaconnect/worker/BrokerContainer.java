package dev.kafkaconnect.worker;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** One broker that the workers of the same network find as {@code broker:9092}. */
class BrokerContainer extends GenericContainer<BrokerContainer> {

    BrokerContainer(Network network) {
        super(Images.kafka());
        withNetwork(network);
        withNetworkAliases("broker");
        withEnv("ADVERTISED_HOST", "broker");
        waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    }
}
