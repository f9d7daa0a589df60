package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.kafka.LoginModuleLibrary;
import dev.kafkaconnect.e2e.support.kafka.OwnLoginModule;
import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.kafka.SecuredKafka;
import dev.kafkaconnect.e2e.support.kafka.SecuredSpecs;
import dev.kafkaconnect.e2e.support.operator.OperatorLog;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.processes.TestFiles;
import dev.kafkaconnect.e2e.support.project.Project;
import dev.kafkaconnect.e2e.support.users.HostileConnectors;
import dev.kafkaconnect.e2e.support.users.KafkaLogins;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.MountedSecrets;
import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import dev.kafkaconnect.e2e.support.workers.ServiceClient;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way to prove to Kafka who one is: a real worker, with the properties and the files that the operator gives it, runs a
 * source and a sink on brokers with access control, where it may create nothing.
 */
@Tag("connect")
@Tag("own-workers")
class SecuredClustersTest {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern CREDENTIAL = Pattern.compile("\\$\\{kafkasecurity:[^}]*}");
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    @RegisterExtension
    static final SecuredKafka KAFKA = new SecuredKafka();

    @RegisterExtension
    static final ApiServer API = ApiServer.forThisClass();

    private final UserActions wanted = new UserActions(API);
    private final SecuredSpecs specs = new SecuredSpecs(KAFKA);
    private final TemporaryDirectory files = TemporaryDirectory.create("secured-cluster-");
    private final ServiceClient service =
            new ServiceClient(() -> this.workers == null ? List.of("127.0.0.1:1") : this.workers.endpoints());
    private final OperatorLog operatorLog = OperatorLog.open();
    private volatile RealWorkers workers;
    private String mounted = "";
    private RunningOperator operator;

    @BeforeEach
    void an_operator_and_the_secrets_are_there() {
        System.setProperty(ALLOWED_URLS, KAFKA.tokens.endpoint());
        KafkaLogins.create(API, KAFKA);
        operator = operator(LoginClasses.NONE);
    }

    private RunningOperator operator(LoginClasses loginClasses) {
        return RunningOperator.start(
                API,
                new Surroundings(
                        new InternalTopics(Duration.ofSeconds(8)),
                        access -> new AdminTopics(access, Duration.ofSeconds(8)),
                        endpoint -> new HttpConnectApi(service, endpoint.url(), HttpConnectApi.Timeouts.DEFAULT),
                        ClusterObserver.PollIntervals.DEFAULT,
                        Clock.systemUTC()),
                loginClasses);
    }

    @AfterEach
    void everything_ends() {
        operator.close();
        if (workers != null) {
            workers.close();
        }
        service.close();
        files.close();
        operatorLog.close();
        System.clearProperty(ALLOWED_URLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Plain", "ScramSha256", "ScramSha512", "MutualTls", "OAuthBearer", "Custom"})
    void a_source_and_a_sink_run_without_the_right_to_create(String type) throws Exception {
        String cluster = type.toLowerCase(java.util.Locale.ROOT);
        String group = SecuredKafka.PREFIX + "-" + cluster;
        internalTopics(group);
        KAFKA.topic(group + "-lines", 1, "delete");
        wanted.cluster(cluster, specs.of(type, group, "Verify"));

        start(cluster);

        Path source = TestFiles.with(files.path(), "in.txt", "one\ntwo\n");
        Path sink = files.path().resolve("out.txt");
        wanted.connector(cluster + "-source", """
                clusterRef: {name: %s}
                class: FileStreamSource
                config: {file: %s, topic: %s-lines}
                """.formatted(cluster, source, group));
        wanted.connector(cluster + "-sink", """
                clusterRef: {name: %s}
                class: FileStreamSink
                config: {file: %s, topics: %s-lines}
                """.formatted(cluster, sink, group));
        within(START).until(() -> wanted.reasonOfConnector(cluster + "-source"), "Running"::equals);
        within(START).until(() -> wanted.reasonOfConnector(cluster + "-sink"), "Running"::equals);
        within(START)
                .untilAsserted(() ->
                        assertThat(sink).exists().content().contains("one").contains("two"));
        Matcher credential = CREDENTIAL.matcher(mounted);
        assertThat(credential.find()).isTrue();
        new HostileConnectors(wanted, cluster).areRefused(cluster, credential.group());
        assertNothingTellsASecret(cluster);
        if (type.equals("Custom")) {
            assertThat(wanted.ofCluster(cluster, "TopicsReady"))
                    .returns("Unknown", Condition::getStatus)
                    .returns("NotVerified", Condition::getReason)
                    .satisfies(told -> assertThat(told.getMessage()).contains(OwnLoginModule.class.getName()));
        }
    }

    @Test
    void the_operator_looks_at_the_topics_where_it_may_load_the_login_module() throws Exception {
        operator.close();
        operator = operator(LoginClasses.of(Set.of(OwnLoginModule.class.getName())));
        String group = SecuredKafka.PREFIX + "-allowed";
        internalTopics(group);
        wanted.cluster("allowed", specs.of("Custom", group, "Verify"));

        within(START).until(() -> wanted.ofCluster("allowed", "TopicsReady").getStatus(), "True"::equals);
    }

    @Test
    void an_exactly_once_source_runs_as_soon_as_the_transactional_ids_are_granted() throws Exception {
        String group = SecuredKafka.PREFIX + "-exactly";
        internalTopics(group);
        KAFKA.topic(group + "-lines", 1, "delete");
        wanted.cluster("exactly", specs.of("ScramSha512", group, "Verify") + "exactlyOnceSource: Enabled\n");
        CompletableFuture<Void> started =
                CompletableFuture.runAsync(() -> start("exactly"), Thread::startVirtualThread);
        within(START).until(() -> started.isDone() || log("exactly").contains("TransactionalIdAuthorizationException"));
        assertThat(started).as("start of a worker that may not lead").isNotDone();

        KAFKA.admin()
                .createAcls(List.of(
                        transactions("connect-cluster-" + group, PatternType.LITERAL),
                        transactions(group + "-", PatternType.PREFIXED)))
                .all()
                .get();
        started.get();

        Path source = TestFiles.with(files.path(), "in.txt", "one\ntwo\n");
        wanted.connector("exactly-source", """
                clusterRef: {name: exactly}
                class: FileStreamSource
                config: {file: %s, topic: %s-lines, exactly.once.support: required}
                """.formatted(source, group));
        within(START).until(() -> wanted.reasonOfConnector("exactly-source"), "Running"::equals);
        within(START)
                .untilAsserted(() -> assertThat(new RecordReader(KAFKA.plaintext(), group + "-lines").values())
                        .containsExactly("one", "two"));
        assertNothingTellsASecret("exactly");
    }

    private static String log(String cluster) throws IOException {
        return Files.readString(Project.output("logs").resolve("secured-" + cluster + "-0.log"));
    }

    private static AclBinding transactions(String id, PatternType pattern) {
        return KAFKA.allow(SecuredKafka.USER, ResourceType.TRANSACTIONAL_ID, id, pattern, AclOperation.WRITE);
    }

    private void assertNothingTellsASecret(String cluster) throws Exception {
        StringBuilder told =
                new StringBuilder(String.join("\n", operator.writes().after(0)));
        told.append(Serialization.asYaml(wanted.cluster(cluster)));
        told.append(Serialization.asYaml(API.admin()
                .resources(Connector.class)
                .inNamespace(API.namespace())
                .list()));
        told.append(operatorLog.text());
        told.append(Serialization.asYaml(new WorkerPlayer(API, cluster).statefulSet()));
        told.append(properties(cluster));
        API.admin().events().v1().events().inNamespace(API.namespace()).list().getItems().stream()
                .map(Serialization::asYaml)
                .forEach(told::append);
        told.append(log(cluster));
        assertThat(told.toString())
                .contains("kafka-ca")
                .doesNotContain("canary")
                .doesNotContain(SecuredSpecs.asPkcs1(KAFKA.client().key())
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void what_the_principal_may_not_do_is_named_and_granting_it_is_enough() throws Exception {
        String group = SecuredKafka.PREFIX + "-rights";
        wanted.cluster("rights", specs.of("ScramSha512", group, "Create"));

        eventually().until(() -> wanted.reasonOfCluster("rights"), "KafkaRefused"::equals);
        assertThat(wanted.ofCluster("rights", "Ready").getMessage())
                .contains("Create on the topics", group + "-configs", group + "-offsets", group + "-status");
        assertThat(wanted.ofCluster("rights", "Stalled")).isNotNull();

        KAFKA.admin()
                .createAcls(List.of(KAFKA.allow(
                        SecuredKafka.USER, ResourceType.TOPIC, group, PatternType.PREFIXED, AclOperation.CREATE)))
                .all()
                .get();

        within(START).until(() -> wanted.ofCluster("rights", "TopicsReady").getStatus(), "True"::equals);
        // The template tells which credentials are used, by a key that the pass before has made.
        within(START).until(new WorkerPlayer(API, "rights")::statefulSet, found -> found != null);
    }

    @Test
    void a_group_that_the_principal_may_not_see_is_named() {
        wanted.cluster("stranger", specs.of("ScramSha512", "not-for-us", "Create"));

        eventually().until(() -> wanted.reasonOfCluster("stranger"), "KafkaRefused"::equals);
        assertThat(wanted.ofCluster("stranger", "Ready").getMessage()).contains("Describe on the group not-for-us");
    }

    @Test
    void a_wrong_password_is_told_and_the_right_one_in_the_secret_is_enough() throws Exception {
        String group = SecuredKafka.PREFIX + "-password";
        internalTopics(group);
        wanted.secret("kafka-user", Map.of("password", "canary-wrong"));
        wanted.cluster("password", specs.of("ScramSha512", group, "Verify"));

        eventually().until(() -> wanted.reasonOfCluster("password"), "KafkaAuthenticationFailed"::equals);
        assertThat(wanted.ofCluster("password", "Ready").getMessage())
                .contains("spec.kafka.authentication")
                .doesNotContain("canary");
        assertThat(new WorkerPlayer(API, "password").statefulSet()).isNull();

        wanted.secret("kafka-user", Map.of("password", SecuredKafka.PASSWORD));
        eventually().until(() -> new WorkerPlayer(API, "password").statefulSet() != null);
    }

    @Test
    void brokers_of_an_authority_that_is_not_trusted_are_told_apart() throws Exception {
        wanted.secret("kafka-ca", Map.of("ca.crt", KAFKA.strangeAuthority()));
        wanted.cluster("untrusted", specs.of("ScramSha512", SecuredKafka.PREFIX + "-untrusted", "Verify"));

        eventually().until(() -> wanted.reasonOfCluster("untrusted"), "KafkaAuthenticationFailed"::equals);
        assertThat(wanted.ofCluster("untrusted", "Ready").getMessage())
                .contains("spec.kafka.tls.trustedCertificates")
                .doesNotContain("Exception");
    }

    @Test
    void a_listener_with_tls_that_is_asked_without_is_told_as_unreachable_and_hurts_nobody() {
        wanted.cluster("plaintext", """
                kafka: {bootstrapServers: "%s"}
                """.formatted(KAFKA.ssl()));

        within(START).until(() -> wanted.reasonOfCluster("plaintext"), "KafkaUnreachable"::equals);
        assertThat(wanted.ofCluster("plaintext", "Ready").getMessage()).contains("spec.kafka.tls");
    }

    private static void internalTopics(String group) throws Exception {
        KAFKA.topic(group + "-configs", 1, "compact");
        KAFKA.topic(group + "-offsets", 25, "compact");
        KAFKA.topic(group + "-status", 5, "compact");
    }

    private void start(String cluster) {
        WorkerPlayer pods = new WorkerPlayer(API, cluster);
        StatefulSet set = within(START).until(pods::statefulSet, found -> found != null);
        mounted = new MountedSecrets(API, files.path())
                .mount(set.getSpec().getTemplate().getSpec(), properties(cluster));
        workers = new RealWorkers(
                "secured-" + cluster,
                mounted,
                List.of("%s-worker-0.%s-workers.%s.svc".formatted(cluster, cluster, API.namespace())),
                List.of("-D%s=%s".formatted(ALLOWED_URLS, KAFKA.tokens.endpoint())));
        workers.extraLibs(LoginModuleLibrary.in(files.path()));
        workers.start();
        pods.allBecomeReady();
        within(START).until(() -> wanted.reasonOfCluster(cluster), "WorkersReady"::equals);
    }

    private static String properties(String cluster) {
        return new WorkerPlayer(API, cluster)
                .statefulSet()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("kafkaconnect.dev/worker.properties");
    }
}
