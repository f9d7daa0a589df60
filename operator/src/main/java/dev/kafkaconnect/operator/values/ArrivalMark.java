package dev.kafkaconnect.operator.values;

import dev.kafkaconnect.operator.connect.OwnReference;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file by which a worker tells how much of a Secret has arrived: it holds the number of the last write, and the files of a
 * Secret change all at once. One answer is thus enough for all connectors, whatever each of them waits for. Pure.
 */
final class ArrivalMark {

    /** What workers say when they are asked for connector classes of such names. */
    static final Pattern TEXT = Pattern.compile("Values([0-9]+)Write([0-9]+)Arrived");

    private static final String FILE = "arrival-";

    private ArrivalMark() {}

    /** Holds no dot, unlike the files of connectors. */
    static String file(int shard) {
        return FILE + shard;
    }

    static String text(int shard, long write) {
        return "Values%dWrite%dArrived".formatted(shard, write);
    }

    /** @return 0 when the Secret was written by a version of the operator that had no such file */
    static long write(int shard, byte[] content) {
        Matcher found = TEXT.matcher(new String(content, StandardCharsets.UTF_8));
        return found.matches() && found.group(1).equals(String.valueOf(shard)) ? number(found.group(2)) : 0;
    }

    /** The files of several Secrets, to be asked for in one request. */
    static OwnReference reference(Collection<Integer> shards) {
        return new OwnReference(shards.stream()
                .map(shard -> ValuesMount.reference(file(shard)).text())
                .collect(Collectors.joining()));
    }

    /**
     * @param texts found in what a worker answered
     * @return by number of the Secret, the last write that the worker has of it
     */
    static SortedMap<Integer, Long> writes(Collection<String> texts) {
        SortedMap<Integer, Long> writes = new TreeMap<>();
        for (String text : texts) {
            Matcher found = TEXT.matcher(text);
            if (found.matches()) {
                writes.put((int) number(found.group(1)), number(found.group(2)));
            }
        }
        return writes;
    }

    /** Of what somebody else has put there, none. */
    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }
}
