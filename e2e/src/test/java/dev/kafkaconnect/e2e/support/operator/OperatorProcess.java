package dev.kafkaconnect.e2e.support.operator;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.FakeKafka;
import dev.kafkaconnect.e2e.support.fakes.FakeTopics;
import dev.kafkaconnect.e2e.support.fakes.PlayedWorkers;
import dev.kafkaconnect.e2e.support.fakes.WorkersByHttp;
import dev.kafkaconnect.e2e.support.processes.JavaProcess;
import dev.kafkaconnect.e2e.support.project.ShippedMemory;
import dev.kafkaconnect.e2e.support.waiting.Settled;
import dev.kafkaconnect.operator.ConnectOperator;
import dev.kafkaconnect.operator.Settings;
import dev.kafkaconnect.operator.connect.ConnectClients;
import dev.kafkaconnect.operator.connect.RestEndpoint;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import dev.kafkaconnect.operator.requests.BoundedHttpClientFactory;
import dev.kafkaconnect.operator.runtime.IdleHeap;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The operator in a process of its own, which ends when the operator gives up, with the memory and the rights that it is shipped
 * with. Its Kafka lives in that process, too, and so do its workers, unless others are to see them.
 */
public final class OperatorProcess implements AutoCloseable {
    public static final String POD = "operator-of-its-own";

    private static final OperatorPart WHOLE = new OperatorPart(POD, Settings.DEFAULT_LEASE, Set.of(), "");

    private final Path access;
    private final JavaProcess process;

    private OperatorProcess(Path access, JavaProcess process) {
        this.access = access;
        this.process = process;
    }

    /** Alone, with workers of its own. */
    public static OperatorProcess start(ApiServer api) {
        return start(api, WHOLE, "", RunningOperator.OWN_NAMESPACE);
    }

    /** As the only replica: a machine that is too busy to renew a lease does not end it. */
    public static OperatorProcess withoutLease(ApiServer api) {
        return start(api, WHOLE, "", "");
    }

    /** One of several, each with workers of its own. */
    public static OperatorProcess start(ApiServer api, OperatorPart part) {
        return start(api, part, "", RunningOperator.OWN_NAMESPACE);
    }

    /** One of several, which see the same workers. */
    public static OperatorProcess start(ApiServer api, OperatorPart part, WorkersByHttp workers) {
        return start(api, part, workers.url(), RunningOperator.OWN_NAMESPACE);
    }

    /** @param namespace of the lease, empty for none */
    private static OperatorProcess start(ApiServer api, OperatorPart part, String workers, String namespace) {
        Properties settings = new Properties();
        settings.setProperty("pod", part.pod());
        settings.setProperty("lease", part.lease());
        settings.setProperty("leaseNamespace", namespace);
        settings.setProperty("namespaces", String.join(",", part.namespaces()));
        settings.setProperty("selector", part.selector());
        settings.setProperty("workers", workers);
        Path access = written(api.operatorConfig().build(), settings);
        return new OperatorProcess(
                access,
                JavaProcess.start(
                        part == WHOLE ? "operator" : part.pod(),
                        ShippedMemory.flags(),
                        System.getProperty("java.class.path"),
                        List.of(OperatorProcess.class.getName(), access.toString())));
    }

    /** How often it has asked the API server so far, without its lease. */
    public long requests() {
        return RequestCounts.Told.in(counts(access)).requests();
    }

    /** How often it has written to the API server so far, without its lease. */
    public long writes() {
        return RequestCounts.Told.in(counts(access)).writes();
    }

    /** Returns when it has written nothing for a while: events follow what they tell of. */
    public void awaitNoWrites() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .during(Duration.ofSeconds(10))
                .until(new Settled(this::writes));
    }

    private static Path counts(Path access) {
        return access.resolveSibling(access.getFileName() + ".counts");
    }

    /** Without a chance to give its lease back. */
    public void kill() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has taken of the processors since it began. */
    public Duration cpu() {
        return process.cpu();
    }

    /** What it takes of the machine's memory, in MiB. */
    public long memory() {
        return process.memory();
    }

    /** Lets so much time pass, after which it must still live. */
    public void rest(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(30)).until(this::isAlive);
    }

    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(access);
            Files.deleteIfExists(counts(access));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String toString() {
        return process.toString();
    }

    private static Path written(Config config, Properties settings) {
        Properties access = new Properties();
        access.putAll(settings);
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

    private static Properties read(Path file) throws IOException {
        Properties access = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            access.load(in);
        }
        return access;
    }

    private static ConfigBuilder config(Properties access) {
        return new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl(access.getProperty("master"))
                .withOauthToken(access.getProperty("token"))
                .withCaCertFile(access.getProperty("ca"))
                .withImpersonateUsername(access.getProperty("user"))
                .withImpersonateGroups(access.getProperty("groups").split(","));
    }

    /** @param arguments the file with the access to the API server and the settings */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        Properties given = read(file);
        RequestCounts counts = new RequestCounts();
        counts.keepIn(counts(file));
        KubernetesClient client = BoundedHttpClientFactory.below(config(given))
                .withKubernetesSerialization(LenientSerialization.create())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("counts", counts))
                .build();
        ConnectOperator operator = new ConnectOperator(settings(given), client, surroundings(given));
        IdleHeap heap = IdleHeap.watched();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            heap.close();
                            operator.close();
                        },
                        "stop-operator"));
        operator.start();
        // Without a lease no other thread keeps the process alive.
        new CountDownLatch(1).await();
    }

    private static Settings settings(Properties given) {
        Set<String> namespaces = Arrays.stream(given.getProperty("namespaces").split(","))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return new OperatorPart(
                        given.getProperty("pod"), given.getProperty("lease"), namespaces, given.getProperty("selector"))
                .settings(given.getProperty("leaseNamespace"));
    }

    /** Its own workers, or those behind a port that others see too. */
    private static ConnectOperator.Surroundings surroundings(Properties given) {
        PlayedWorkers workers = new PlayedWorkers((cluster, namespace) -> Map.of());
        FakeKafka kafka = new FakeKafka(workers::beginWith);
        String shared = given.getProperty("workers");
        ConnectClients clients = new ConnectClients();
        return new ConnectOperator.Surroundings(
                new FakeTopics(),
                kafka::client,
                shared.isEmpty()
                        ? workers::at
                        : endpoint -> clients.open(new RestEndpoint(
                                shared + "/" + URI.create(endpoint.url()).getHost(), null)),
                ClusterObserver.PollIntervals.DEFAULT,
                Clock.systemUTC());
    }
}
