package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.OwnReference;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks every worker that may run tasks whether the files of a connector have arrived. A worker that lacks them would run the connector
 * with the text of the reference in place of the value.
 */
final class PropagationCheck {

    private PropagationCheck() {}

    /** What keeps the files from being everywhere; empty when they are. */
    static Optional<String> obstacle(ValueFiles files, Map<String, ? extends ConnectApi> workers) {
        if (workers.isEmpty()) {
            return Optional.of("no worker can be reached");
        }
        OwnReference reference = ValuesMount.reference(files.marker());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Optional<String>>> answers = new TreeMap<>();
            workers.forEach((id, api) -> answers.put(id, threads.submit(() -> ask(id, api, reference))));
            for (Future<Optional<String>> answer : answers.values()) {
                Optional<String> obstacle = answer.get();
                if (obstacle.isPresent()) {
                    return obstacle;
                }
            }
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.of("the operator is stopping");
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a worker could not be reached", bug);
        }
    }

    private static Optional<String> ask(String id, ConnectApi worker, OwnReference reference) {
        try {
            return worker.resolves(reference, ValueFiles.ARRIVED)
                    ? Optional.empty()
                    : Optional.of("worker %s does not have them yet".formatted(id));
        } catch (ConnectFault fault) {
            return Optional.of("worker %s cannot be reached: %s".formatted(id, fault.text()));
        }
    }
}
