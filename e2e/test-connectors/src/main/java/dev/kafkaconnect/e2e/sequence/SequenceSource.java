package dev.kafkaconnect.e2e.sequence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.util.ConnectorUtils;

/**
 * Writes sequences of numbers to a topic: the key is the name of the sequence, the value the position, which is the source
 * offset too. Splits into as many tasks as there are sequences.
 */
public final class SequenceSource extends SourceConnector {
    static final String TOPIC = "topic";
    static final String SEQUENCES = "sequences";
    static final String RATE = "rate";
    static final String END = "end";
    static final String REST = "rest.ms";
    static final String SHORT_REST = "20";
    static final String TASK = "task.number";
    static final String PARTITION = "sequence";
    static final String OFFSET = "position";

    static final ConfigDef CONFIG = new ConfigDef()
            .define(TOPIC, Type.STRING, Importance.HIGH, "Where the records go.")
            .define(SEQUENCES, Type.INT, 1, Range.atLeast(0), Importance.HIGH, "How many sequences are written.")
            .define(RATE, Type.INT, 10, Range.atLeast(1), Importance.HIGH, "Records a second in each sequence.")
            .define(END, Type.LONG, -1L, Importance.LOW, "Length of each sequence; -1 for no end.")
            .define(
                    REST,
                    Type.LONG,
                    SHORT_REST,
                    Importance.LOW,
                    "Between polls; what was due meanwhile is one transaction.")
            .define(FaultOrders.CONTROL_FILE, Type.STRING, "", Importance.LOW, "Path on the worker; see Orders.")
            .define(FaultInjector.HANG_LIMIT, Type.LONG, 60_000L, Importance.LOW, "How long it hangs at most.");

    private Map<String, String> config = Map.of();

    @Override
    public Config validate(Map<String, String> connectorConfig) {
        new FaultInjector(connectorConfig, null).at(FaultPoint.VALIDATE);
        return super.validate(connectorConfig);
    }

    @Override
    public void start(Map<String, String> properties) {
        config = properties;
        new FaultInjector(config, null).at(FaultPoint.START);
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        new FaultInjector(config, null).at(FaultPoint.TASK_CONFIGS);
        int sequences = Integer.parseInt(config.getOrDefault(SEQUENCES, "1"));
        if (sequences == 0) {
            return List.of();
        }
        List<List<Integer>> shares = ConnectorUtils.groupPartitions(
                IntStream.range(0, sequences).boxed().toList(), Math.min(sequences, maxTasks));
        List<Map<String, String>> tasks = new ArrayList<>();
        for (List<Integer> share : shares) {
            Map<String, String> task = new HashMap<>(config);
            task.put(TASK, String.valueOf(tasks.size()));
            task.put(
                    SEQUENCES,
                    String.join(",", share.stream().map(String::valueOf).toList()));
            tasks.add(task);
        }
        return tasks;
    }

    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (!partition.keySet().equals(Set.of(PARTITION))) {
                throw new ConnectException("a partition has the one key \"%s\"".formatted(PARTITION));
            }
            if (offset != null && !(offset.get(OFFSET) instanceof Number)) {
                throw new ConnectException("\"%s\" of an offset is a number".formatted(OFFSET));
            }
        });
        return true;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {
        new FaultInjector(config, null).at(FaultPoint.STOP);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SequenceTask.class;
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return Version.OF_THIS_JAR;
    }
}
