package dev.kafkaconnect.operator.values;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.references.Content;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredValuesTest {
    private static final byte[] KEY = "key of this cluster".getBytes(StandardCharsets.UTF_8);
    private static final int CONNECTORS = 200;

    /** Counts how often somebody goes over all of its entries. */
    private static final class Counting extends AbstractMap<String, byte[]> {
        private final Map<String, byte[]> data = new TreeMap<>();
        private int scans;

        @Override
        public Set<Entry<String, byte[]>> entrySet() {
            scans++;
            return data.entrySet();
        }

        @Override
        public byte @Nullable [] get(Object key) {
            return data.get(key);
        }

        @Override
        public boolean containsKey(Object key) {
            return data.containsKey(key);
        }
    }

    private static String name(int number) {
        return "connector-" + number;
    }

    private static Counting data() {
        Counting all = new Counting();
        IntStream.range(0, CONNECTORS)
                .forEach(number -> all.data.putAll(files(number).files()));
        all.data.put(StoredValues.KEY, KEY);
        all.data.put(ArrivalMark.file(0), ArrivalMark.text(0, 7).getBytes(StandardCharsets.UTF_8));
        return all;
    }

    private static ValueFiles files(int number) {
        return ValueFiles.of(name(number), new TreeMap<>(Map.of("password", "secret-of-" + number)), KEY);
    }

    private static StoredValues stored(Map<String, byte[]> data) {
        ValuesShard shard = ValuesShard.of(0, new Content("1", data, "uid", Map.of()));
        return new StoredValues(new TreeMap<>(Map.of(0, shard)), Set.of());
    }

    @Test
    void allFilesAreGoneOverOnceHoweverManyConnectorsAsk() {
        Counting data = data();
        StoredValues stored = stored(data);

        IntStream.range(0, CONNECTORS).forEach(number -> {
            assertThat(stored.valuesOf(name(number))).containsExactly("secret-of-" + number);
            assertThat(stored.filesOf(name(number))).hasSize(2);
        });
        assertThat(stored.valuesOf("without-values")).isEmpty();

        assertThat(data.scans).isOne();
    }

    @Test
    void whatIsTheOperatorsOwnIsNobodysValue() {
        assertThat(stored(data()).values())
                .hasSize(CONNECTORS)
                .allSatisfy(value -> assertThat(value).startsWith("secret-of-"));
    }

    @Test
    void theNumberOfTheLastWriteIsTold() {
        assertThat(stored(data()).first().write()).isEqualTo(7);
        assertThat(stored(new TreeMap<>()).first().write()).isZero();
    }
}
