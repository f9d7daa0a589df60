package dev.kafkaconnect.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URI;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.entities.ServerInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first request that a worker passes on to another takes a second and more, because its process has to get to know TLS and the
 * client first. So each makes one to itself when it has started, while nobody waits for it. Plain HTTP needs no such thing. Called
 * by {@link DistributedWorker}.
 */
final class TlsWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(TlsWarmUp.class);

    private TlsWarmUp() {}

    /** Returns at once. That the request fails matters to nobody. */
    static void run(RestClient client, URI self) {
        if (!"https".equals(self.getScheme())) {
            return;
        }
        Thread.ofPlatform().name("first-request").daemon().start(() -> {
            try {
                client.httpRequest(self.toString(), "GET", null, null, new TypeReference<ServerInfo>() {});
                LOG.info("This worker reaches itself at {}", self);
            } catch (ConnectException failed) {
                LOG.info("This worker has not reached itself at {} yet: {}", self, failed.getMessage());
            }
        });
    }
}
