package dev.kafkaconnect.operator.values;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Decides which Secret the files of a connector go to: the one where it has others, while that has room, or else the first one that
 * has, which may be a new one. Made for one batch, in which each decision takes room from the next. Called by {@link ShardWriter};
 * writes nothing itself.
 */
final class ShardPlacement {
    private final StoredValues stored;
    private final Map<Integer, Long> weights = new HashMap<>();

    ShardPlacement(StoredValues stored) {
        this.stored = stored;
        stored.shards().forEach((number, shard) -> weights.put(number, shard.weight()));
    }

    /** @return number of the Secret; empty when none has room */
    Optional<Integer> place(FileChange change) {
        Stream<Integer> own = stored.shards().values().stream()
                .filter(shard -> !shard.filesOf(change.owner()).isEmpty())
                .map(ValuesShard::number);
        Stream<Integer> any = IntStream.range(0, ValuesMount.SHARDS)
                .filter(number -> !stored.taken().contains(number))
                .boxed();
        Optional<Integer> place = Stream.concat(own, any)
                .filter(number -> weight(number) + added(change, number) <= ValuesShard.CAPACITY)
                .findFirst();
        place.ifPresent(number -> weights.put(number, weight(number) + added(change, number)));
        return place;
    }

    private long weight(int number) {
        return weights.getOrDefault(number, 0L);
    }

    /** Without files that are there already. */
    private long added(FileChange change, int number) {
        ValuesShard shard = stored.shards().get(number);
        return change.put().entrySet().stream()
                .filter(file -> shard == null || !shard.has(file.getKey()))
                .mapToLong(file -> ValuesShard.weightOf(file.getKey(), file.getValue()))
                .sum();
    }
}
