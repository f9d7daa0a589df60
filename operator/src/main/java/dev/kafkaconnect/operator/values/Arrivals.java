package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.connect.ConnectApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How much of the Secrets of one cluster its workers have. However many connectors wait, the workers are asked for all of them at
 * once and less and less often: one of those who wait asks, the others take what is known. A worker that lacks the files of a
 * connector would run it with the text of the reference in place of the value. Kept by {@link ValueDistribution}.
 */
final class Arrivals {
    static final Backoff ROUNDS = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** Kubelets are not quicker, and what is written meanwhile is asked for with the same request. */
    static final Duration SETTLED = Duration.ofMillis(500);

    /** However much is written, nobody waits longer for the first request. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A pod that is made anew looks at its volumes again by itself within this time. */
    static final Duration GOOD_FOR = Duration.ofMinutes(2);

    private static final String PROPAGATING = "the change is being propagated to the workers";

    private final Runnable syncTrigger;
    private final Clock clock;
    private final Map<String, Target> wanted = new ConcurrentHashMap<>();
    private final Map<Place, Had> had = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Map<String, String> obstacles = Map.of();
    private volatile Instant next = Instant.MIN;
    private volatile Instant written = Instant.MIN;

    /** @param syncTrigger makes the workers look at what was written */
    Arrivals(Runnable syncTrigger, Clock clock) {
        this.syncTrigger = syncTrigger;
        this.clock = clock;
    }

    /**
     * What a connector waits for.
     *
     * @param uid of the Secret
     * @param write of the Secret with which its files were there
     * @param since when it waits
     * @param last when it was heard of
     * @param rounds after which it still waited
     */
    private record Target(int shard, String uid, long write, Instant since, Instant last, int rounds) {

        Target heardAgain(Target now) {
            return uid.equals(now.uid) ? new Target(shard, uid, write, since, now.last, rounds) : now;
        }

        Target afterRound() {
            return new Target(shard, uid, write, since, last, rounds + 1);
        }
    }

    private record Place(String worker, int shard, String uid) {}

    private record Had(long write, Instant at) {}

    /** Files were written just now, of whatever connector. */
    void areWritten() {
        written = clock.instant();
    }

    /**
     * The files of this revision were written just now: that they once were there before is of no help, and what is written after
     * them is not waited for.
     */
    void isWritten(String revision, ValuesShard shard) {
        wanted.put(revision, target(shard));
    }

    /** Nobody waits for it, or not any more. */
    void isNotWanted(String revision) {
        wanted.remove(revision);
    }

    /**
     * @param revision of the values of a connector
     * @param shard that holds its files
     * @param shards numbers of all Secrets
     * @param workers those that may run tasks
     * @return what keeps the files from being everywhere; empty when they are
     */
    Optional<String> obstacle(
            String revision, ValuesShard shard, Collection<Integer> shards, Map<String, ? extends ConnectApi> workers) {
        if (workers.isEmpty()) {
            return Optional.of("no worker can be reached");
        }
        Target target = wanted.merge(revision, target(shard), Target::heardAgain);
        if (isLacking(target, workers) && isDue(target) && asking.compareAndSet(false, true)) {
            try {
                ask(shards, workers);
            } finally {
                asking.set(false);
            }
        }
        return workers.keySet().stream()
                .filter(worker -> lacks(worker, target))
                .sorted()
                .findFirst()
                .map(worker -> obstacles.getOrDefault(worker, PROPAGATING));
    }

    private Target target(ValuesShard shard) {
        Instant now = clock.instant();
        return new Target(shard.number(), shard.content().uid(), shard.write(), now, now, 0);
    }

    private boolean isLacking(Target target, Map<String, ?> workers) {
        return workers.keySet().stream().anyMatch(worker -> lacks(worker, target));
    }

    private boolean lacks(String worker, Target target) {
        Had last = had.get(new Place(worker, target.shard(), target.uid()));
        return last == null
                || last.write() < target.write()
                || last.at().plus(GOOD_FOR).isBefore(clock.instant());
    }

    private boolean isDue(Target target) {
        Instant now = clock.instant();
        return !now.isBefore(next)
                && (!written.isAfter(now.minus(SETTLED)) || !target.since().isAfter(now.minus(PATIENCE)));
    }

    private void ask(Collection<Integer> shards, Map<String, ? extends ConnectApi> workers) {
        // Before the answers: a worker that has it now may be replaced later.
        Instant asked = clock.instant();
        Map<String, ConnectApi> lacking = new TreeMap<>();
        workers.forEach((worker, api) -> {
            if (wanted.values().stream().anyMatch(target -> lacks(worker, target))) {
                lacking.put(worker, api);
            }
        });
        had.keySet().removeIf(place -> !workers.containsKey(place.worker()));
        Map<String, PropagationCheck.Answer> answers = PropagationCheck.ask(shards, lacking);
        wanted.values()
                .forEach(target -> answers.forEach((worker, answer) -> {
                    Long write = answer.writes().get(target.shard());
                    if (write != null) {
                        had.put(new Place(worker, target.shard(), target.uid()), new Had(write, asked));
                    }
                }));
        Map<String, String> why = new TreeMap<>();
        answers.forEach((worker, answer) -> why.put(
                worker,
                answer.problem() == null ? "worker %s does not have them yet".formatted(worker) : answer.problem()));
        obstacles = Map.copyOf(why);
        conclude(workers);
    }

    private void conclude(Map<String, ?> workers) {
        Instant now = clock.instant();
        // Those whose connector does not wait any more.
        wanted.values().removeIf(target -> target.last().plus(GOOD_FOR).isBefore(now));
        int rounds = 0;
        for (Map.Entry<String, Target> waiting : wanted.entrySet()) {
            if (isLacking(waiting.getValue(), workers)) {
                Target late = wanted.computeIfPresent(waiting.getKey(), (revision, target) -> target.afterRound());
                rounds = Math.max(rounds, late == null ? 0 : late.rounds());
            }
        }
        if (rounds == 0) {
            next = Instant.MIN;
        } else {
            next = now.plus(ROUNDS.jittered(rounds));
            syncTrigger.run();
        }
    }
}
