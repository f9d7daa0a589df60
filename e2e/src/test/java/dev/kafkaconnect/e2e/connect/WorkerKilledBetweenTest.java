package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.faults.FaultyProxy;
import dev.kafkaconnect.e2e.support.faults.FaultyProxy.Fault;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import dev.kafkaconnect.e2e.support.workers.SequenceSpecs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A worker dies while it works on a request of the operator, or when it has carried it out and not said so yet. */
@Tag("connect")
@Tag("faults")
class WorkerKilledBetweenTest {
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connector = new ConnectorScenario(CLUSTER, "halved").withTopic(1);

    @TempDir
    Path directory;

    private final UserActions wanted = CLUSTER.wanted;
    private final String name = connector.name;

    @BeforeEach
    void a_running_connector() {
        wanted.connector(
                name,
                SequenceSpecs.source(
                        "",
                        "topic: %s, rate: 1, control.file: %s"
                                .formatted(connector.topic, directory.resolve("control"))));
        eventually().until(() -> CLUSTER.isReady(name));
    }

    @AfterEach
    void all_workers_are_back() {
        CLUSTER.proxy().heal();
        CLUSTER.workers().start();
        IntStream.range(0, OperatedCluster.WORKERS).forEach(worker -> CLUSTER.pods.setReady(worker, true));
        eventually().until(() -> wanted.reasonOfCluster(OperatedCluster.NAME), "WorkersReady"::equals);
    }

    private void dies(int worker) {
        CLUSTER.workers().kill(worker);
        CLUSTER.pods.setReady(worker, false);
    }

    @Test
    void when_the_change_has_been_made() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        CLUSTER.proxy()
                .change(request -> isTheChange(request) && puts.incrementAndGet() == 1
                        ? new Fault.DoneAndCut(() -> dies(0))
                        : new Fault.None());

        wanted.changeConnector(name, "config: {rate: 2}");

        within(FAILOVER).until(() -> puts.get() > 0 && CLUSTER.isReady(name));
        assertThat(rate()).isEqualTo("2");
        assertThat(puts.get()).isEqualTo(1);
    }

    /** The worker checks the configuration once more by itself, and hangs there when it dies. */
    @Test
    void when_it_has_only_begun() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        CLUSTER.proxy().change(request -> {
            if (isTheChange(request) && puts.incrementAndGet() == 1) {
                SequenceSpecs.tell(control(), "validate=hang\n");
            }
            return new Fault.None();
        });

        wanted.changeConnector(name, "config: {rate: 2}");

        int hanging = CLUSTER.workers().indexOf(SequenceSpecs.whoHangs(control(), "validate"));
        assertThat(rate()).isEqualTo("1");
        dies(hanging);
        SequenceSpecs.tell(control(), "");
        within(FAILOVER).until(() -> CLUSTER.isReady(name));
        assertThat(rate()).isEqualTo("2");
        assertThat(puts.get()).as("repeated until it was taken").isGreaterThan(1);
    }

    private boolean isTheChange(FaultyProxy.Request request) {
        return request.path().endsWith("/%s/config".formatted(name));
    }

    private Path control() {
        return directory.resolve("control");
    }

    private String rate() throws Exception {
        return CLUSTER.connect().connectors().get(name).info().config().get("rate");
    }
}
