package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.cluster.resources.WorkerProperties;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import dev.kafkaconnect.operator.importing.ImportCommand;
import dev.kafkaconnect.operator.importing.documents.Yaml;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What connector-import wrote, applied as it is but for the number of workers and the encryption of the REST API, under an operator
 * whose workers take the place of others. For tests of what is moved in; does not know what was there before.
 */
public final class ImportedCluster implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(120);

    private final ApiServer api;
    private final String name;
    private final List<String> hosts;
    private final UserActions wanted;
    private final WorkerPlayer pods;
    private final ServiceClient service;
    private final RunningOperator operator;
    private RealWorkers own;

    private ImportedCluster(ApiServer api, String name, List<String> hosts) {
        this.api = api;
        this.name = name;
        this.hosts = hosts;
        this.wanted = new UserActions(api);
        this.pods = new WorkerPlayer(api, name);
        this.service = new ServiceClient(() -> own == null ? List.of("127.0.0.1:1") : own.endpoints());
        this.operator = RunningOperator.start(
                api,
                new Surroundings(
                        new InternalTopics(Duration.ofSeconds(8)),
                        access -> new AdminTopics(access, Duration.ofSeconds(8)),
                        endpoint -> new HttpConnectApi(service, endpoint.url(), Timeouts.DEFAULT),
                        ClusterObserver.PollIntervals.DEFAULT,
                        Clock.systemUTC()));
    }

    /**
     * Applies what the command writes.
     *
     * @param arguments of connector-import
     * @param hosts of the workers
     */
    public static ImportedCluster of(ApiServer api, List<String> arguments, List<String> hosts) throws IOException {
        String written = run(arguments);
        ImportedCluster cluster = new ImportedCluster(api, arguments.get(arguments.indexOf("--cluster") + 1), hosts);
        cluster.apply(written);
        return cluster;
    }

    private static String run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = new ImportCommand(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        System.err,
                        Map.of(),
                        WorkerProperties::isReserved)
                .run(arguments.toArray(String[]::new));
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private void apply(String documents) throws IOException {
        for (JsonNode document : Yaml.read(documents)) {
            if (document.get("spec") instanceof ObjectNode spec
                    && document.path("kind").asText().equals("ConnectCluster")) {
                spec.put("replicas", hosts.size());
                spec.putObject("rest").putObject("tls").put("mode", "Disabled");
            }
            api.admin()
                    .resource(Serialization.unmarshal(document.toString(), GenericKubernetesResource.class))
                    .create();
        }
    }

    /** The reason of the ConnectCluster. */
    public void clusterBecomes(String reason) {
        within(LONG).until(() -> wanted.reasonOfCluster(name), reason::equals);
    }

    /** Workers with the properties that the operator makes for its pods. */
    public void startItsWorkers() {
        within(LONG).until(() -> pods.statefulSet() != null);
        own = new RealWorkers(
                name + "-own",
                pods.statefulSet()
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("kafkaconnect.dev/worker.properties"),
                hosts);
        own.start();
        pods.allBecomeReady();
        clusterBecomes("WorkersReady");
    }

    /** How many lines of the logs of its workers hold a text. */
    public long linesWith(String text) {
        return own.linesWith(text);
    }

    public void becomes(String connector, String reason) {
        within(LONG).alias(connector + " is " + reason).untilAsserted(() -> {
            var ready = wanted.ofConnector(connector, "Ready");
            assertThat(ready).isNotNull();
            assertThat(ready.getReason()).as(ready.getMessage()).isEqualTo(reason);
        });
    }

    /** What the operator has sent that could change something. */
    public List<String> requestsThatWrite() {
        return service.requests().stream()
                .filter(request -> !request.startsWith("GET "))
                .toList();
    }

    @Override
    public void close() {
        api.admin().resources(ConnectCluster.class).inNamespace(api.namespace()).delete();
        operator.close();
        if (own != null) {
            own.close();
        }
        service.close();
    }
}
