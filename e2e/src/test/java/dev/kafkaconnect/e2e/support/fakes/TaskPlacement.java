package dev.kafkaconnect.e2e.support.fakes;

import dev.kafkaconnect.operator.connect.ConnectorListing.Part;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the workers of a {@link FakeConnect} run a connector and its tasks: in turn, from the first of these workers on.
 *
 * @param tasks of each connector
 * @param workers their ordinals
 */
record TaskPlacement(String cluster, String namespace, int tasks, List<Integer> workers) {

    Part connector(String state, String trace) {
        return part(0, state, trace);
    }

    /** In the state of the connector. */
    List<Part> tasks(Part connector) {
        return IntStream.range(0, tasks)
                .mapToObj(task -> part(task, connector.state(), connector.trace()))
                .toList();
    }

    private Part part(int id, String state, String trace) {
        int worker = workers.get(id % workers.size());
        String workerId = "%s-worker-%d.%s-workers.%s.svc:8083".formatted(cluster, worker, cluster, namespace);
        return new Part(id, state, workerId, trace, "4.3.1");
    }
}
