package dev.kafkaconnect.worker.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connectors that a worker starts with. They are started side by side, so that one that hangs holds up no other. */
record ConnectorFiles(List<Path> files, Duration limit) {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorFiles.class);

    /** Returns when each was started or given up, after the time limit at the latest. */
    void startOn(Herder herder) {
        CountDownLatch open = new CountDownLatch(files.size());
        files.forEach(file -> start(file, herder, open));
        try {
            if (!open.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} connectors have not started within {}; going on without them", open.getCount(), limit);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Path file, Herder herder, CountDownLatch open) {
        try {
            CreateConnectorRequest connector = ConnectorFile.read(file);
            herder.putConnectorConfig(
                    connector.name(), connector.config(), connector.initialTargetState(), false, (error, created) -> {
                        if (error == null) {
                            LOG.info("Connector {} was started from {}", connector.name(), file);
                        } else {
                            LOG.error("Connector {} was not started from {}", connector.name(), file, error);
                        }
                        open.countDown();
                    });
        } catch (Exception unusable) {
            LOG.error("The connector file {} is of no use; going on without it", file, unusable);
            open.countDown();
        }
    }
}
