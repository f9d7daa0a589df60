package dev.kafkaconnect.operator.kafka.records;

import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.kafka.client.KafkaAccess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ends of one cluster's status topic and config topic with one consumer on a thread of its own, and begins again
 * whenever that fails or the way to Kafka has changed. Used by {@code AdminTopics}. Everything works without it, only later.
 */
public final class WorkerTopicsConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerTopicsConsumer.class);

    private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Polls without a record after which it is asked whether the topic is still there: polling one that is not keeps brokers busy. */
    private static final int QUIET_POLLS = 10;

    private final Supplier<KafkaAccess> access;
    private final StatusListener states;
    private final ConfigListener configs;
    private final Function<Map<String, Object>, Consumer<byte[], byte[]>> connect;
    private final Backoff backoff;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private int failures;

    /** The access with which the config topic may not be read; the status topic is followed all the same. */
    private @Nullable KafkaAccess configsDenied;

    public WorkerTopicsConsumer(Supplier<KafkaAccess> access, StatusListener states, ConfigListener configs) {
        this(access, states, configs, KafkaConsumer::new, Duration.ofSeconds(1));
    }

    /** @param firstPause after a failure; doubled with each that follows */
    public WorkerTopicsConsumer(
            Supplier<KafkaAccess> access,
            StatusListener states,
            ConfigListener configs,
            Function<Map<String, Object>, Consumer<byte[], byte[]>> connect,
            Duration firstPause) {
        this.access = access;
        this.states = states;
        this.configs = configs;
        this.connect = connect;
        this.backoff = new Backoff(firstPause, LONGEST_PAUSE);
        // A consumer waits inside a selector, which a virtual thread would keep its carrier busy with.
        this.thread = Thread.ofPlatform().daemon().name("worker-topics").start(this::run);
    }

    private void run() {
        while (closed.getCount() > 0) {
            KafkaAccess now = access.get();
            try {
                if (now.statusTopic() != null) {
                    followOnce(now, now.statusTopic(), now.equals(configsDenied) ? null : now.configTopic());
                }
            } catch (InterruptException stopped) {
                return;
            } catch (KafkaException failed) {
                if (failed instanceof TopicAuthorizationException denied
                        && denied.unauthorizedTopics().contains(now.configTopic())) {
                    configsDenied = now;
                }
                if (failures == 0) {
                    LOG.atInfo()
                            .addKeyValue("why", failed.getMessage())
                            .log("The topics of the workers cannot be followed yet");
                }
            }
            if (!rested()) {
                return;
            }
        }
    }

    private boolean rested() {
        try {
            failures++;
            return !closed.await(backoff.jittered(failures).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    /** Returns when the way to Kafka has changed, or this is closed. */
    private void followOnce(KafkaAccess now, String statusTopic, @Nullable String configTopic) {
        Consumer<byte[], byte[]> consumer = connect.apply(properties(now));
        try {
            List<TopicPartition> partitions = new ArrayList<>(partitions(consumer, statusTopic));
            if (configTopic != null) {
                partitions.addAll(partitions(consumer, configTopic));
            }
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            states.onConnected();
            if (configTopic != null) {
                configs.onConnected();
            }
            failures = 0;
            int quiet = 0;
            while (access.get().equals(now) && closed.getCount() > 0) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(LONGEST_POLL);
                if (configTopic != null) {
                    tellConfigs(records.records(configTopic));
                }
                tellStates(records.records(statusTopic));
                quiet = records.isEmpty() ? quiet + 1 : 0;
                if (quiet == QUIET_POLLS) {
                    partitions(consumer, statusTopic);
                    quiet = 0;
                }
            }
        } finally {
            states.onDisconnected();
            configs.onDisconnected();
            // What has interrupted the wait for records must not keep the connections from being closed.
            Thread.interrupted();
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = Objects.requireNonNullElse(consumer.partitionsFor(topic), List.of());
        List<TopicPartition> partitions = found.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return partitions;
    }

    private void tellConfigs(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<ConfigRecord> told = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.key() != null) {
                String value = record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8);
                ConfigRecord.parse(new String(record.key(), StandardCharsets.UTF_8), value)
                        .ifPresent(told::add);
            }
        }
        if (!told.isEmpty()) {
            configs.onRecords(told);
        }
    }

    private void tellStates(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<StatusNote> told = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.key() != null) {
                StatusKey.parse(new String(record.key(), StandardCharsets.UTF_8))
                        .ifPresent(key -> told.add(StatusNote.of(key, record.value())));
            }
        }
        if (!told.isEmpty()) {
            states.onRecords(told);
        }
    }

    private static Map<String, Object> properties(KafkaAccess access) {
        Map<String, Object> all = new HashMap<>(access.client());
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // As a worker reads the config topic: its leader may write in transactions.
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // An idle topic costs a request in this time for each broker.
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5000);
        return all;
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
