package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.OwnReference;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks workers, all at once and each with one request, how much of the Secrets they have. Called by {@link Arrivals}. */
final class PropagationCheck {

    private PropagationCheck() {}

    /**
     * What one worker has.
     *
     * @param writes the last one of each Secret by its number; none of those that the worker does not have
     * @param problem why it did not answer, null when it did
     */
    record Answer(SortedMap<Integer, Long> writes, @Nullable String problem) {}

    /** @param shards numbers of the Secrets */
    static SortedMap<String, Answer> ask(Collection<Integer> shards, Map<String, ? extends ConnectApi> workers) {
        OwnReference reference = ArrivalMark.reference(shards);
        SortedMap<String, Answer> answers = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Answer>> asked = new TreeMap<>();
            workers.forEach((id, api) -> asked.put(id, threads.submit(() -> ask(id, api, reference))));
            for (Map.Entry<String, Future<Answer>> worker : asked.entrySet()) {
                answers.put(worker.getKey(), worker.getValue().get());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a worker could not be reached", bug);
        }
        return answers;
    }

    private static Answer ask(String id, ConnectApi worker, OwnReference reference) {
        try {
            return new Answer(ArrivalMark.writes(worker.resolved(reference, ArrivalMark.TEXT)), null);
        } catch (ConnectFault fault) {
            return new Answer(new TreeMap<>(), "worker %s cannot be reached: %s".formatted(id, fault.text()));
        }
    }
}
