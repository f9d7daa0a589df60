package dev.kafkaconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;

@Tag("image")
class StandaloneWorkerImageTest {

    @Test
    void loadsTheConnectorsOfAMountedDirectoryInTheStateThatTheirFilesSayAndGoesOnWithoutTheBadOnes()
            throws IOException {
        var connector = WorkerInContainer.file("lines.json", """
                {"name": "lines", "initial_state": "STOPPED",
                 "config": {"connector.class": "FileStreamSource", "file": "/tmp/in", "topic": "lines"}}
                """);
        Files.writeString(connector.resolveSibling("broken.json"), "{");
        Files.writeString(
                connector.resolveSibling("missing.json"),
                "{\"name\": \"missing\", \"config\": {\"connector.class\": \"no.such.Connector\"}}");
        try (var network = Network.newNetwork();
                var broker = new BrokerContainer(network)) {
            broker.start();
            try (var worker = new WorkerInContainer("standalone", PropertiesFile.standalone(), "/etc/connectors")
                    .mount(Objects.requireNonNull(connector.getParent()), "/etc/connectors")
                    .withFileConnectors()
                    .using(broker)) {
                worker.start();

                await().untilAsserted(() -> assertThat(worker.rest().get("/connectors/lines/status"))
                        .contains("\"state\":\"STOPPED\""));
            }
        }
    }

    @Test
    void answersNothingButProbesWithoutTlsWhenItsClientsHaveAHost() {
        try (var network = Network.newNetwork();
                var broker = new BrokerContainer(network)) {
            broker.start();
            try (var worker = new WorkerInContainer(
                            "standalone", PropertiesFile.standalone().with("rest.client.host", "x-rest.team.svc"))
                    .using(broker)) {
                worker.start();

                assertThat(worker.rest().get("/health")).contains("healthy");
                assertThat(worker.rest().get("/connectors")).contains("403", "GET /health and nothing else");
            }
        }
    }
}
