package dev.kafkaconnect.e2e.sequence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Offsets are committed only after the receipts are safe: a record without a receipt was not delivered. */
public final class ReceiptTask extends SinkTask {
    private FaultInjector obedience = new FaultInjector(Map.of(), null);
    private String topic = "";
    private @Nullable Producer<String, String> receipts;
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();

    @Override
    public void start(Map<String, String> config) {
        obedience = new FaultInjector(config, config.get(SequenceSource.TASK));
        obedience.at(FaultPoint.TASK_START);
        topic = String.valueOf(config.get(ReceiptSink.TOPIC));
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.valueOf(config.get(ReceiptSink.BOOTSTRAP)));
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        receipts = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        obedience.at(FaultPoint.MOVE);
        for (SinkRecord record : records) {
            if (receipts != null) {
                underWay.add(receipts.send(
                        new ProducerRecord<>(topic, String.valueOf(record.key()), String.valueOf(record.value()))));
            }
        }
    }

    @Override
    public void flush(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            for (Future<RecordMetadata> receipt : underWay) {
                receipt.get();
            }
        } catch (ExecutionException failed) {
            throw new ConnectException("a receipt was not taken", failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted", stopping);
        }
        underWay.clear();
    }

    @Override
    public void stop() {
        try {
            obedience.at(FaultPoint.TASK_STOP);
        } finally {
            if (receipts != null) {
                receipts.close(Duration.ofSeconds(5));
            }
        }
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
