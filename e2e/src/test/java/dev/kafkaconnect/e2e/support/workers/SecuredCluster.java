package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.kafka.LocalKafka;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectClients;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.tls.ClientCertificate;
import dev.kafkaconnect.operator.tls.RestTls;
import dev.kafkaconnect.operator.tls.UnusableCertificate;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A ConnectCluster whose two real workers speak TLS with the certificates that the operator made for them, and the operator
 * with its real client. Registered as a static field.
 */
public final class SecuredCluster implements BeforeAllCallback, AfterAllCallback {
    private static final String NAMESPACE = "rest";
    private static final String OPERATORS = "operators";
    private static final String MOUNTED = "/etc/kafka-connect-rest";

    public final String name;
    final LocalKafka kafka = new LocalKafka();
    final ApiServer api = ApiServer.forThisClass(NAMESPACE);
    public final UserActions wanted = new UserActions(api);
    private final WorkerPlayer player;
    private final ConnectClients clients = new ConnectClients();
    private final TemporaryDirectory files = TemporaryDirectory.create("rest-");
    private RunningOperator operator;
    private RealWorkers workers;

    /** @param name none that another class has: workers that were killed stay in their group for a while */
    public SecuredCluster(String name) {
        this.name = name;
        this.player = new WorkerPlayer(api, name);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        kafka.beforeAll(context);
        api.beforeAll(context);
        operator = RunningOperator.start(api, Surroundings.real(Clock.systemUTC()));
        wanted.cluster(name, """
                kafka:
                  bootstrapServers: %s
                replicas: 2
                config:
                  key.converter: org.apache.kafka.connect.storage.StringConverter
                  value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(kafka.bootstrapServers()));
        within(Duration.ofSeconds(60)).until(() -> player.statefulSet() != null && secret() != null);
        workers = new RealWorkers(name, propertiesOf(certificates(), OPERATORS), hosts());
        workers.addresses().forEach(WorkerNames::add);
        WorkerNames.add(host(), workers.addresses().get(hosts().get(1)));
        workers.start();
        player.allBecomeReady();
        eventually().until(() -> wanted.reasonOfCluster(name), "WorkersReady"::equals);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (operator != null) {
            wanted.deleteCluster(name);
            operator.close();
        }
        if (workers != null) {
            workers.close();
        }
        files.close();
    }

    public String host() {
        return "%s-rest.%s.svc".formatted(name, NAMESPACE);
    }

    public List<String> hosts() {
        return IntStream.range(0, 2)
                .mapToObj(ordinal -> "%s-worker-%d.%s-workers.%s.svc".formatted(name, ordinal, name, NAMESPACE))
                .toList();
    }

    public RealWorkers workers() {
        return workers;
    }

    /** As the operator hands them to the workers. */
    public String properties() {
        return player.statefulSet()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("kafkaconnect.dev/worker.properties");
    }

    Secret secret() {
        return api.admin()
                .secrets()
                .inNamespace(NAMESPACE)
                .withName(name + "-rest-tls")
                .get();
    }

    /** What the operator made. */
    public RestTls certificates() {
        Map<String, byte[]> data = new LinkedHashMap<>();
        secret().getData()
                .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        try {
            return RestTls.read(data);
        } catch (UnusableCertificate damaged) {
            throw new AssertionError(damaged.text(), damaged);
        }
    }

    /** A client as the operator has it, of one worker. */
    public ConnectApi client(RestTls tls, int worker) {
        return client(tls, hosts().get(worker));
    }

    public ConnectApi client(RestTls tls, String host) {
        return clients.open(new RestEndpoint(
                "https://%s:%d".formatted(host, RealWorkers.PORT),
                new RestEndpoint.Tls(tls.operator().chain(), tls.operator().key(), tls.trusted())));
    }

    /** As the kubelet does when the Secret has changed, for the workers that the operator's certificates were mounted into. */
    public void mountClients() {
        try {
            Files.write(
                    files.path().resolve(OPERATORS).resolve(RestTls.CLIENTS),
                    certificates().data().get(RestTls.CLIENTS));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a client of the REST API mounts. */
    public ClientCertificate clientCertificate(String client) {
        Map<String, byte[]> data = new LinkedHashMap<>();
        Secret secret = api.admin()
                .secrets()
                .inNamespace(NAMESPACE)
                .withName("%s-rest-client-%s".formatted(name, client))
                .get();
        if (secret != null && secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        }
        return ClientCertificate.read(data).orElse(null);
    }

    /** What the garbage collector does with a Secret whose owner does not exist; here is none. */
    public void collectGarbage(String client) {
        api.admin()
                .secrets()
                .inNamespace(NAMESPACE)
                .withName("%s-rest-client-%s".formatted(name, client))
                .delete();
    }

    /** As the kubelet mounts the Secret and the start script puts the properties together. */
    public String propertiesOf(RestTls tls, String directory) {
        Path mounted = files.path().resolve(directory);
        try {
            Files.createDirectories(mounted);
            Map<String, byte[]> data = tls.data();
            for (String key : List.of(RestTls.KEY_STORE, RestTls.TRUST_STORE, RestTls.CLIENTS)) {
                Files.write(mounted.resolve(key), data.get(key));
            }
            return properties().replace(MOUNTED, mounted.toString())
                    + new String(data.get(RestTls.PROPERTIES), StandardCharsets.US_ASCII);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
