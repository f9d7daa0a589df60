package dev.kafkaconnect.e2e.support.workers;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.RunningOperator;
import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import dev.kafkaconnect.operator.kafka.AdminTopics;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * A ConnectCluster of real workers that are replaced, properties and all, when the operator rolls them: whenever the played
 * controller makes another pod, the process of the one before ends in good order and the next one begins.
 */
public final class RolledCluster implements AutoCloseable {
    private static final String PROPERTIES = "kafkaconnect.dev/worker.properties";
    private static final Duration START = Duration.ofSeconds(120);

    public final UserActions wanted;
    private final String name;
    private final WorkerPlayer pods;
    private final RealWorkers workers;
    private final List<String> running;
    private final RunningOperator operator;
    private final TemporaryDirectory values = TemporaryDirectory.create("values-");
    private final ServiceClient service = new ServiceClient(() -> this.endpoints());

    public RolledCluster(ApiServer api, String name, int replicas, String spec) {
        this.name = name;
        this.wanted = new UserActions(api);
        this.pods = new WorkerPlayer(api, name);
        this.operator = RunningOperator.start(
                api,
                new Surroundings(
                        new InternalTopics(Duration.ofSeconds(8)),
                        access -> new AdminTopics(access, Duration.ofSeconds(8)),
                        endpoint -> new HttpConnectApi(service, endpoint.url(), Timeouts.DEFAULT),
                        ClusterObserver.PollIntervals.DEFAULT,
                        Clock.systemUTC()));
        wanted.cluster(name, spec + "replicas: %d\n".formatted(replicas));
        within(START).until(() -> pods.statefulSet() != null);
        pods.leavePodsToStart();
        eventually().until(() -> {
            pods.act();
            return pods.annotations(PROPERTIES).size() == replicas;
        });
        this.running = new ArrayList<>(pods.annotations(PROPERTIES));
        this.workers = new RealWorkers(
                name,
                played(running.getFirst()),
                IntStream.range(0, replicas)
                        .mapToObj(ordinal ->
                                "%s-worker-%d.%s-workers.%s.svc".formatted(name, ordinal, name, api.namespace()))
                        .toList());
        workers.start();
        IntStream.range(0, replicas).forEach(worker -> pods.setReady(worker, true));
        rollUntil(START, this::isReady);
    }

    /** No connector here has values, but the directory must exist. */
    private String played(String properties) {
        return properties.replaceAll(
                "config.providers.values.class=.*",
                "config.providers.values.class=dev.kafkaconnect.e2e.sequence.FakeKubeletProvider\nconfig.providers.values.param.played.by="
                        + values.path());
    }

    private List<String> endpoints() {
        return workers == null ? List.of("127.0.0.1:1") : workers.endpoints();
    }

    public boolean isReady() {
        var ready = wanted.ofCluster(name, "Ready");
        return "True".equals(ready.getStatus())
                && ready.getObservedGeneration()
                        .equals(wanted.cluster(name).getMetadata().getGeneration());
    }

    /** A property of each worker that runs, from the lowest ordinal up; "-" where it is not set. */
    public List<String> property(String key) {
        return running.stream()
                .map(properties -> properties
                        .lines()
                        .filter(line -> line.startsWith(key + "="))
                        .map(line -> line.substring(key.length() + 1))
                        .findFirst()
                        .orElse("-"))
                .toList();
    }

    /** Replaces processes as pods are replaced. */
    public void rollUntil(Duration limit, Callable<Boolean> done) {
        within(limit).until(() -> {
            pods.act();
            List<String> told = pods.annotations(PROPERTIES);
            for (int worker = 0; worker < told.size(); worker++) {
                if (!told.get(worker).equals(running.get(worker))) {
                    workers.replace(worker, played(told.get(worker)));
                    running.set(worker, told.get(worker));
                    pods.setReady(worker, true);
                }
            }
            return done.call();
        });
    }

    /** SIGKILL; the kubelet needs a moment to see it. */
    public void kill(int worker) {
        workers.kill(worker);
        pods.setReady(worker, false);
    }

    /** All that were killed run again. */
    public void revive() {
        workers.start();
        IntStream.range(0, running.size()).forEach(worker -> pods.setReady(worker, true));
    }

    public ConnectApi connect() {
        return RetryingConnectApi.by(new HttpConnectApi(
                service, "http://%s".formatted(workers.endpoints().getFirst()), Timeouts.DEFAULT));
    }

    public boolean isReady(String connector) {
        var ready = wanted.ofConnector(connector, "Ready");
        return ready != null
                && "True".equals(ready.getStatus())
                && ready.getObservedGeneration()
                        .equals(wanted.connector(connector).getMetadata().getGeneration());
    }

    @Override
    public void close() {
        operator.close();
        workers.close();
        service.close();
        values.close();
    }
}
