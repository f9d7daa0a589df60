package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.kafka.LoginModuleLibrary;
import dev.kafkaconnect.e2e.support.kafka.OwnLoginModule;
import dev.kafkaconnect.e2e.support.kafka.SecuredKafka;
import dev.kafkaconnect.e2e.support.kafka.SecuredSpecs;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.users.KafkaLogins;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.MountedSecrets;
import dev.kafkaconnect.e2e.support.workers.ScriptedWorker;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A login module that Kafka does not have, on brokers that want a login: with a plug-in on the class path of the workers, and without. */
@Tag("connect")
@Tag("own-workers")
class LoginPluginTest {
    private static final Duration START = Duration.ofSeconds(120);

    @RegisterExtension
    static final SecuredKafka KAFKA = new SecuredKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    private final UserActions wanted = new UserActions(API);
    private final SecuredSpecs specs = new SecuredSpecs(KAFKA);
    private final TemporaryDirectory files = TemporaryDirectory.create("login-plugin-");
    private final HttpClient http = HttpClient.newHttpClient();
    private RunningOperator operator;

    @BeforeEach
    void an_operator_and_the_secrets_are_there() {
        wanted.secret("kafka-ca", Map.of("ca.crt", KAFKA.authority()));
        KafkaLogins.createOwnLogin(wanted);
        operator = RunningOperator.start(API, Surroundings.real(Clock.systemUTC()));
    }

    @AfterEach
    void everything_ends() {
        operator.close();
        http.close();
        files.close();
    }

    @Test
    void a_worker_logs_in_with_a_class_of_a_plug_in_that_its_template_mounts() throws Exception {
        PodTemplateSpec template = templateOf("plugin", """
                plugins: [{name: own-login, image: 'registry.example.com/own-login:1', classPath: Worker}]
                """);
        try (ScriptedWorker worker = new ScriptedWorker("login-plugin", template.getSpec(), files.path())) {
            LoginModuleLibrary.jar(worker.mountOf("plugin-own-login").resolve("lib/own-login.jar"));

            worker.start(properties(template));

            ConnectApi connect = new HttpConnectApi(http, worker.url(), HttpConnectApi.Timeouts.DEFAULT);
            within(START).until(() -> connect.connectors().isEmpty());
        }
    }

    @Test
    void a_worker_that_lacks_the_class_crashes_and_its_cluster_says_where_such_classes_come_from() throws Exception {
        PodTemplateSpec template = templateOf("lacking", "");
        try (ScriptedWorker worker = new ScriptedWorker("login-lacking", template.getSpec(), files.path())) {
            worker.start(properties(template));
            within(START).until(worker::hasEnded);

            WorkerPlayer pods = new WorkerPlayer(API, "lacking");
            pods.leavePodsToStart();
            pods.act();
            pods.crashes(0, worker.lastWords());
        }

        within(START).until(() -> wanted.reasonOfCluster("lacking"), "WorkerCrashed"::equals);
        assertThat(wanted.ofCluster("lacking", "Ready").getMessage())
                .contains("the class " + OwnLoginModule.class.getName())
                .contains("spec.plugins with classPath: Worker");
    }

    private PodTemplateSpec templateOf(String cluster, String further) throws Exception {
        String group = SecuredKafka.PREFIX + "-login-" + cluster;
        KAFKA.topic(group + "-configs", 1, "compact");
        KAFKA.topic(group + "-offsets", 25, "compact");
        KAFKA.topic(group + "-status", 5, "compact");
        wanted.cluster(cluster, specs.of("Custom", group, "Verify") + further);
        return within(START)
                .until(new WorkerPlayer(API, cluster)::statefulSet, found -> found != null)
                .getSpec()
                .getTemplate();
    }

    private String properties(PodTemplateSpec template) {
        return new MountedSecrets(API, files.path())
                .mount(
                        template.getSpec(),
                        template.getMetadata().getAnnotations().get("kafkaconnect.dev/worker.properties"));
    }
}
