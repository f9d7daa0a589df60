package dev.kafkaconnect.e2e.sequence;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of sequences of numbers, judged by the records of a topic alone: which task or worker wrote them, and how often
 * they moved, makes no difference. Pure.
 *
 * @param byName one verdict for each sequence
 */
public record Sequences(Map<String, Completeness> byName) {

    /** One record: its key, its value and its timestamp. */
    public record Entry(String sequence, int position, long timestampMillis) {
        /** As connectors of this plug-in write them; quotes of a JSON converter do not matter. */
        public static Entry of(String key, String value, long timestampMillis) {
            return new Entry(bare(key), Integer.parseInt(bare(value)), timestampMillis);
        }

        private static String bare(String text) {
            return text.replace("\"", "");
        }
    }

    /**
     * @param records with those that came twice
     * @param missing numbers below the highest that never came
     * @param repeated records beyond the first of each number
     * @param longestPause between two records in a row
     * @param firstRepeat null when nothing was repeated
     */
    public record Completeness(
            int records,
            int missing,
            int repeated,
            Duration longestPause,
            @Nullable Repeat firstRepeat) {}

    /** A record that came twice: tells, beside the log of the workers, who repeated it and why. */
    public record Repeat(int position, Instant first, Instant again) {}

    /** @param entries in the order of each partition; sequences that are split over partitions are judged all the same */
    public static Sequences of(List<Entry> entries) {
        Map<String, Completeness> byName = new TreeMap<>();
        entries.stream()
                .collect(Collectors.groupingBy(Entry::sequence))
                .forEach((sequence, own) -> byName.put(sequence, completeness(own)));
        return new Sequences(byName);
    }

    private static Completeness completeness(List<Entry> entries) {
        BitSet seen = new BitSet();
        entries.forEach(entry -> seen.set(entry.position()));
        long[] times =
                entries.stream().mapToLong(Entry::timestampMillis).sorted().toArray();
        long longest = 0;
        for (int index = 1; index < times.length; index++) {
            longest = Math.max(longest, times[index] - times[index - 1]);
        }
        int different = seen.cardinality();
        return new Completeness(
                entries.size(),
                seen.length() - different,
                entries.size() - different,
                Duration.ofMillis(longest),
                firstRepeat(entries));
    }

    private static @Nullable Repeat firstRepeat(List<Entry> entries) {
        Map<Integer, Entry> seen = new HashMap<>();
        for (Entry entry : entries) {
            Entry before = seen.putIfAbsent(entry.position(), entry);
            if (before != null) {
                return new Repeat(
                        entry.position(),
                        Instant.ofEpochMilli(before.timestampMillis()),
                        Instant.ofEpochMilli(entry.timestampMillis()));
            }
        }
        return null;
    }

    public int records() {
        return byName.values().stream().mapToInt(Completeness::records).sum();
    }

    public int missing() {
        return byName.values().stream().mapToInt(Completeness::missing).sum();
    }

    public int repeated() {
        return byName.values().stream().mapToInt(Completeness::repeated).sum();
    }

    public Duration longestPause() {
        return byName.values().stream()
                .map(Completeness::longestPause)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
