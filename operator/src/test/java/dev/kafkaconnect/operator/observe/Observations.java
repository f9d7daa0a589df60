package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.observe.view.Liveness;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.ObservedConnector.Task;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes observations for tests of other packages. */
public final class Observations {
    public static final String WORKER = "payments-worker-0.payments-workers.team.svc:8083";

    private Observations() {}

    /** As the observer makes them of an answer of the workers. */
    public static Map<String, ObservedConnector> of(Map<String, ConnectorListing> answer, Set<String> livingWorkers) {
        Liveness workers = new Liveness(livingWorkers, Set.of());
        Map<String, ObservedConnector> observed = new TreeMap<>();
        answer.forEach((name, listing) -> observed.put(name, ObservedConnector.of(listing, workers)));
        return observed;
    }

    public static ObservedConnector connector(RunState state, RunState... tasks) {
        return connector(Map.of(), state, null, tasks);
    }

    /** A connector, failed or not, whose failed tasks have the same trace. */
    public static ObservedConnector connector(
            Map<String, String> config, RunState state, @Nullable String trace, RunState... tasks) {
        List<RunState> states = Arrays.asList(tasks);
        return new ObservedConnector(
                config,
                "source",
                "4.3.1",
                state,
                state,
                WORKER,
                trace,
                IntStream.range(0, states.size())
                        .mapToObj(id -> new Task(id, states.get(id), WORKER, trace))
                        .toList());
    }

    /** The same with one more task, of which no worker has told anything yet. */
    public static ObservedConnector withSilentTask(ObservedConnector observed) {
        List<Task> tasks = new ArrayList<>(observed.tasks());
        tasks.add(new Task(tasks.size(), RunState.Unassigned, null, null));
        return new ObservedConnector(
                observed.config(),
                observed.type(),
                observed.version(),
                observed.state(),
                observed.target(),
                observed.workerId(),
                observed.trace(),
                tasks);
    }
}
