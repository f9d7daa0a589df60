package dev.kafkaconnect.e2e.sequence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Writes some of the sequences, each on from where its offset says. */
public final class SequenceTask extends SourceTask {
    private FaultInjector obedience = new FaultInjector(Map.of(), null);
    private String topic = "";
    private long end;
    private int rate;
    private long rest;
    private long startedAt;
    private long written;
    private final List<String> names = new ArrayList<>();
    private final List<Long> next = new ArrayList<>();

    @Override
    public void start(Map<String, String> config) {
        obedience = new FaultInjector(config, config.get(SequenceSource.TASK));
        obedience.at(FaultPoint.TASK_START);
        topic = String.valueOf(config.get(SequenceSource.TOPIC));
        rate = Integer.parseInt(config.getOrDefault(SequenceSource.RATE, "10"));
        rest = Long.parseLong(config.getOrDefault(SequenceSource.REST, SequenceSource.SHORT_REST));
        end = Long.parseLong(config.getOrDefault(SequenceSource.END, "-1"));
        for (String name :
                Arrays.asList(config.getOrDefault(SequenceSource.SEQUENCES, "0").split(","))) {
            names.add(name);
            next.add(after(context.offsetStorageReader().offset(Map.of(SequenceSource.PARTITION, name))));
        }
        startedAt = System.nanoTime();
        measure();
    }

    private void measure() {
        PluginMetrics metrics = context.pluginMetrics();
        metrics.addMetric(
                metrics.metricName("sequences", "Sequences of this task.", new LinkedHashMap<>()),
                (Gauge<Integer>) (config, now) -> names.size());
    }

    private static long after(@Nullable Map<String, Object> offset) {
        return offset != null && offset.get(SequenceSource.OFFSET) instanceof Number position
                ? position.longValue() + 1
                : 0;
    }

    /** Empty when nothing is due yet. */
    @Override
    public List<SourceRecord> poll() {
        obedience.at(FaultPoint.MOVE);
        long due = (System.nanoTime() - startedAt) * rate / TimeUnit.SECONDS.toNanos(1) + 1;
        List<SourceRecord> records = new ArrayList<>();
        for (; written < due; written++) {
            for (int index = 0; index < names.size(); index++) {
                long position = next.get(index);
                if (end < 0 || position < end) {
                    records.add(numbered(names.get(index), position));
                    next.set(index, position + 1);
                }
            }
        }
        if (records.isEmpty()) {
            FaultInjector.pause(rest);
        }
        return records;
    }

    private SourceRecord numbered(String sequence, long position) {
        return new SourceRecord(
                Map.of(SequenceSource.PARTITION, sequence),
                Map.of(SequenceSource.OFFSET, position),
                topic,
                null,
                Schema.STRING_SCHEMA,
                sequence,
                Schema.STRING_SCHEMA,
                String.valueOf(position));
    }

    @Override
    public void stop() {
        obedience.at(FaultPoint.TASK_STOP);
    }

    @Override
    public String version() {
        return Version.OF_THIS_JAR;
    }
}
