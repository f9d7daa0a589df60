package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.workers.RealWorkers;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.HttpConnectApi.Timeouts;
import dev.kafkaconnect.operator.connect.InitialState;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * What the workers can do at best: a client of their REST API that sends in parallel, repeats what they put off and knows nothing of
 * Kubernetes. For figures to be measured beside.
 *
 * @param workers one that repeats nothing by itself
 */
public record BareClient(ConnectApi workers) {
    public static final int PARALLEL = 64;
    private static final Duration ALL = Duration.ofMinutes(8);
    private static final Duration LOOK = Duration.ofMillis(200);

    /** At its best: it sends everything to the leader, to which any other worker would have to forward changes. */
    public static BareClient toLeaderOf(RealWorkers workers) {
        HttpClient http = HttpClient.newHttpClient();
        HttpConnectApi any = new HttpConnectApi(http, "http://" + workers.endpoint(0), Timeouts.DEFAULT);
        List<String> ids = workers.hosts().stream()
                .map(host -> host + ":" + RealWorkers.PORT)
                .toList();
        int leader = within(ALL).pollInterval(LOOK).until(() -> ids.indexOf(leader(any)), found -> found >= 0);
        return new BareClient(new HttpConnectApi(http, "http://" + workers.endpoint(leader), Timeouts.DEFAULT));
    }

    private static String leader(ConnectApi any) throws ConnectFault {
        any.worker();
        return any.leader();
    }

    /** Returns when all run, with a task each. */
    public void create(List<String> names) throws Exception {
        inParallel(names, name -> workers.create(name, IdleSource.config(name, Map.of()), InitialState.RUNNING));
        allRun(names, config -> true);
    }

    /** Changes the configuration of each. Returns when all run with it, with a task each. */
    public void edit(List<String> names) throws Exception {
        String key = "batch.size";
        String value = "1000";
        inParallel(names, name -> workers.putConfig(name, IdleSource.config(name, Map.of(key, value))));
        allRun(names, config -> value.equals(config.get(key)));
    }

    private void allRun(List<String> names, Predicate<Map<String, String>> with) {
        within(ALL).pollInterval(LOOK).until(() -> {
            Map<String, ConnectorListing> found = workers.connectors();
            return names.stream()
                    .map(found::get)
                    .allMatch(listing -> with.test(listing.info().config()) && runs(listing));
        });
    }

    /** Returns when none is there any more. */
    public void delete(List<String> names) throws Exception {
        inParallel(names, workers::delete);
        within(ALL)
                .pollInterval(LOOK)
                .until(() -> workers.connectors().keySet().stream().noneMatch(names::contains));
    }

    private static boolean runs(ConnectorListing listing) {
        return listing.status().connector().state().equals("RUNNING")
                && !listing.status().tasks().isEmpty()
                && listing.status().tasks().stream()
                        .allMatch(task -> task.state().equals("RUNNING"));
    }

    private interface Call {
        void on(String name) throws ConnectFault;
    }

    private static void inParallel(List<String> names, Call call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> all = new ArrayList<>();
            names.forEach(name -> all.add(threads.submit(() -> repeated(call, name))));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void repeated(Call call, String name) {
        within(ALL).until(() -> {
            try {
                call.on(name);
            } catch (ConnectFault.AlreadyExists | ConnectFault.NotFound done) {
                return true;
            }
            return true;
        });
    }
}
