package dev.kafkaconnect.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import dev.kafkaconnect.operator.connect.ConnectorListing.Status;
import dev.kafkaconnect.operator.connect.ConnectorListing.TaskId;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpConnectApiAnswersTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Timeouts AMPLE = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));

    @Test
    void readsConnectorsAndTasks() throws ConnectFault {
        String answer = """
                {"orders": {
                  "status": {"name": "orders", "type": "sink", "new_in_a_later_version": [],
                    "connector": {"state": "RUNNING", "worker_id": "one:8083", "version": "4.3.1"},
                    "tasks": [{"id": 1, "state": "FAILED", "worker_id": "two:8083", "trace": "lost"}]},
                  "info": {"name": "orders", "config": {"topic": "lines"}, "tasks": [{"connector": "orders", "task": 1}], "type": "sink"}}}
                """;
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            Map<String, ConnectorListing> connectors = api(workers).connectors();

            Part connector = new Part(0, "RUNNING", "one:8083", null, "4.3.1");
            Part task = new Part(1, "FAILED", "two:8083", "lost", null);
            assertThat(connectors)
                    .containsExactly(Map.entry(
                            "orders",
                            new ConnectorListing(
                                    new Info(Map.of("topic", "lines"), List.of(new TaskId(1))),
                                    new Status("sink", connector, List.of(task)))));
        }
    }

    @Test
    void readsTheTopicsThatAConnectorHasUsed() throws ConnectFault {
        String answer = "{\"orders\": {\"topics\": [\"lines\", \"more\"]}}";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            assertThat(api(workers).topics("orders")).containsExactly("lines", "more");

            assertThat(workers.requests().getFirst().target()).isEqualTo("/connectors/orders/topics");
        }
    }

    @Test
    void readsThatTopicsAreNotTracked() throws ConnectFault {
        String answer = "{\"error_code\": 403, \"message\": \"Topic tracking is disabled.\"}";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(403, answer))) {

            assertThat(api(workers).topics("orders")).isNull();
        }
    }

    @Test
    void readsPluginsOfAllTypes() throws ConnectFault {
        String answer = "[{\"class\": \"org.example.Cast$Key\", \"type\": \"transformation\", \"version\": \"4.3.1\"}]";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            assertThat(api(workers).allPlugins())
                    .containsExactly(new InstalledPlugin("org.example.Cast$Key", "transformation", "4.3.1"));

            assertThat(workers.requests().getFirst().target()).isEqualTo("/connector-plugins?connectorsOnly=false");
        }
    }

    @Test
    void readsThatThereAreNoConnectors() throws ConnectFault {
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, "{}"))) {

            Map<String, ConnectorListing> connectors = api(workers).connectors();

            assertThat(connectors).isEmpty();
        }
    }

    @Test
    void readsVersionAndKafkaOfAWorker() throws ConnectFault {
        String answer = "{\"version\": \"4.3.1\", \"commit\": \"x\", \"kafka_cluster_id\": \"id-a\"}";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            WorkerInfo worker = api(workers).worker();

            assertThat(worker).isEqualTo(new WorkerInfo("4.3.1", "id-a", WorkerContract.UNSAID));
            assertThat(workers.requests())
                    .extracting(FakeRestApi.Request::target)
                    .containsExactly("/");
        }
    }

    @Test
    void readsTheContractOfAWorkerOffTheHeaders() throws ConnectFault {
        String answer = "{\"version\": \"4.3.1\", \"kafka_cluster_id\": \"id-a\"}";
        String headers = "application/json\r\nKafka-Connect-Worker-Contract: 7";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.answer(200, headers, answer))) {

            assertThat(api(workers).worker().contract()).isEqualTo(new WorkerContract(7));
        }
    }

    @Test
    void readsWhatIsWrongWithAConfigByKey() throws ConnectFault {
        String answer = """
                {"name": "org.example.Source", "error_count": 2, "groups": [], "configs": [
                  {"definition": {"name": "file"}, "value": {"name": "file", "value": "a", "errors": []}},
                  {"definition": {"name": "topic"}, "value": {"name": "topic", "errors": ["is missing", "is empty"]}}]}
                """;
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            Map<String, List<String>> errors =
                    api(workers).validate("org.example.Source", ConnectorConfig.of(Map.of()));

            assertThat(errors).isEqualTo(Map.of("topic", List.of("is missing", "is empty")));
        }
    }

    @Test
    void readsWhichPluginsAreInstalled() throws ConnectFault {
        String answer = "[{\"class\": \"org.example.Source\", \"type\": \"source\", \"version\": \"1.0\", \"x\": 1}]";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            List<InstalledPlugin> plugins = api(workers).plugins();

            assertThat(plugins).containsExactly(new InstalledPlugin("org.example.Source", "source", "1.0"));
            assertThat(workers.requests())
                    .extracting(FakeRestApi.Request::target)
                    .containsExactly("/connector-plugins");
        }
    }

    @Test
    void readsInWhichJarAClassIs() throws ConnectFault {
        String answer = """
                [{"file": "old/old.jar", "className": "org.example.A$B", "inServiceFile": false, "discovery": "service_load", "x": 1}]
                """;
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(200, answer))) {

            assertThat(api(workers).pluginFiles("org.example.A$B"))
                    .containsExactly(new PluginFile("old/old.jar", "org.example.A$B", false, "service_load"));
            assertThat(workers.requests())
                    .extracting(FakeRestApi.Request::target)
                    .containsExactly("/plugin-files/org.example.A%24B");
        }
    }

    @Test
    void anImageThatCannotTellWhereAClassIsSaysNothing() throws ConnectFault {
        String answer = "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}";
        try (FakeRestApi workers = new FakeRestApi(FakeRestApi.json(404, answer))) {

            assertThat(api(workers).pluginFiles("org.example.Source")).isNull();
        }
    }

    private static ConnectApi api(FakeRestApi workers) {
        return new HttpConnectApi(HTTP, workers.url(), AMPLE);
    }
}
