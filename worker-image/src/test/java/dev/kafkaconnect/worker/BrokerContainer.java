package dev.kafkaconnect.worker;

import com.github.dockerjava.api.model.ContainerNetwork;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** One broker, known as {@code broker:9092}. */
class BrokerContainer extends GenericContainer<BrokerContainer> {

    BrokerContainer(Network network) {
        super(Images.kafka());
        withNetwork(network);
        withCreateContainerCmdModifier(create -> create.withHostName("broker"));
        withEnv("ADVERTISED_HOST", "broker");
        waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    }

    String ipAddress() {
        return getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .findAny()
                .orElseThrow();
    }
}
