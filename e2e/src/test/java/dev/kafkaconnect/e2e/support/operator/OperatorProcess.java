package dev.kafkaconnect.e2e.support.operator;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeKafka;
import dev.kafkaconnect.e2e.support.fakes.FakeTopics;
import dev.kafkaconnect.e2e.support.fakes.PlayedWorkers;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import dev.kafkaconnect.operator.ConnectOperator;
import dev.kafkaconnect.operator.Settings;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import dev.kafkaconnect.operator.requests.BoundedHttpClientFactory;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * The operator in a process of its own, which ends when the operator gives up, with the memory and the rights that it is shipped
 * with. Its workers and its Kafka live in that process, too.
 */
public final class OperatorProcess implements AutoCloseable {
    public static final String POD = "operator-of-its-own";

    private final Path access;
    private final JavaProcess process;

    private OperatorProcess(Path access, JavaProcess process) {
        this.access = access;
        this.process = process;
    }

    public static OperatorProcess start(ApiServer api) {
        Path access = written(api.operatorConfig().build());
        return new OperatorProcess(
                access,
                JavaProcess.start(
                        "operator",
                        ShippedMemory.flags(),
                        System.getProperty("java.class.path"),
                        List.of(OperatorProcess.class.getName(), access.toString())));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it takes of the machine's memory, in MiB. */
    public long memory() {
        return process.memory();
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(access);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return process.toString();
    }

    private static Path written(Config config) {
        Properties access = new Properties();
        access.setProperty("master", config.getMasterUrl());
        access.setProperty("token", config.getOauthToken());
        access.setProperty("ca", config.getCaCertFile());
        access.setProperty("user", config.getImpersonateUsername());
        access.setProperty("groups", String.join(",", config.getImpersonateGroups()));
        try {
            // Made for its owner alone.
            Path file = Files.createTempFile("operator-access-", ".properties");
            try (var out = Files.newBufferedWriter(file)) {
                access.store(out, null);
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ConfigBuilder read(Path file) throws IOException {
        Properties access = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            access.load(in);
        }
        return new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(access.getProperty("master"))
                .withOauthToken(access.getProperty("token"))
                .withCaCertFile(access.getProperty("ca"))
                .withImpersonateUsername(access.getProperty("user"))
                .withImpersonateGroups(access.getProperty("groups").split(","));
    }

    /** @param arguments the file with the access to the API server */
    public static void main(String[] arguments) throws IOException {
        KubernetesClient client = BoundedHttpClientFactory.below(read(Path.of(arguments[0])))
                .withKubernetesSerialization(LenientSerialization.create())
                .build();
        PlayedWorkers workers = new PlayedWorkers((cluster, namespace) -> Set.of());
        FakeKafka kafka = new FakeKafka(workers::beginWith);
        Settings settings = new Settings(
                RunningOperator.DEFAULT_IMAGE,
                Set.of(),
                POD,
                RunningOperator.OWN_NAMESPACE,
                0,
                0,
                Duration.ofMinutes(5),
                LoginClasses.NONE,
                null,
                2,
                true);
        ConnectOperator operator = new ConnectOperator(
                settings,
                client,
                new ConnectOperator.Surroundings(
                        new FakeTopics(),
                        kafka::client,
                        workers::at,
                        ClusterObserver.PollIntervals.DEFAULT,
                        Clock.systemUTC()));
        Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "stop-operator"));
        operator.start();
    }
}
