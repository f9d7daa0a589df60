package dev.kafkaconnect.e2e.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceSourceTest {

    @ParameterizedTest(name = "{0} sequences on {1} tasks at most: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1 | 3 | 0
            3 | 1 | 0,1,2
            3 | 2 | 0,1 2
            2 | 9 | 0 1
            """)
    void splitsIntoAsManyTasksAsThereAreSequences(String sequences, int tasksMax, String shares) {
        SequenceSource source = new SequenceSource();
        source.start(Map.of("topic", "numbers", "sequences", sequences));

        assertThat(source.taskConfigs(tasksMax))
                .extracting(task -> task.get(SequenceSource.SEQUENCES))
                .containsExactly(shares.split(" "));
    }

    @Test
    void makesNoTaskWithoutASequence() {
        SequenceSource source = new SequenceSource();
        source.start(Map.of("topic", "numbers", "sequences", "0"));

        assertThat(source.taskConfigs(3)).isEmpty();
    }

    @Test
    void goesOnAfterItsOffsetUntilTheEnd() {
        SequenceTask task = task(Map.of("topic", "numbers", "sequences", "0,1", "rate", "1000", "end", "8"), 4L);
        List<SourceRecord> records = new ArrayList<>();

        await().until(() -> {
            records.addAll(task.poll());
            return records.size() >= 6;
        });

        assertThat(records)
                .hasSize(6)
                .allSatisfy(record -> assertThat(record.topic()).isEqualTo("numbers"))
                .filteredOn(record -> record.key().equals("1"))
                .extracting(SourceRecord::value)
                .containsExactly("5", "6", "7");
        assertThat(records.getLast().sourceOffset()).isEqualTo(Map.of("position", 7L));
        assertThat(task.poll()).isEmpty();
    }

    private static SequenceTask task(Map<String, String> config, Long position) {
        OffsetStorageReader offsets = stub(OffsetStorageReader.class, Map.of("position", position));
        SequenceTask task = new SequenceTask();
        task.initialize(stub(SourceTaskContext.class, offsets));
        task.start(config);
        return task;
    }

    /** Answers everything it is asked with the one answer, and takes metrics. */
    private static <T> T stub(Class<T> type, @Nullable Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getReturnType() == PluginMetrics.class ? stub(PluginMetrics.class, null) : answer));
    }

    @Test
    void takesOffsetsThatAreNumbersAndNoOthers() {
        SequenceSource source = new SequenceSource();
        Map<Map<String, ?>, Map<String, ?>> removal = new HashMap<>();
        removal.put(Map.of("sequence", "0"), null);

        assertThat(source.alterOffsets(Map.of(), Map.of(Map.of("sequence", "0"), Map.of("position", 20))))
                .isTrue();
        assertThat(source.alterOffsets(Map.of(), removal)).isTrue();
        assertThatThrownBy(() ->
                        source.alterOffsets(Map.of(), Map.of(Map.of("sequence", "0"), Map.of("position", "twenty"))))
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> source.alterOffsets(Map.of(), Map.of(Map.of("file", "0"), Map.of("position", 20))))
                .isInstanceOf(ConnectException.class);
    }
}
