package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Limits the concurrent writes to the workers of one cluster, see {@link ChangeWindow}, and holds them back while a worker shuts
 * down, see {@link WorkerShutdownTracker}. A rollout stops a worker only when the last write is some time ago.
 */
public final class ConnectWriteGate implements AutoCloseable {
    private final ChangeWindow window;
    private final WorkerShutdownTracker shutdowns;
    private final Clock clock;
    private volatile Instant last = Instant.EPOCH;

    ConnectWriteGate(WorkerShutdownTracker shutdowns, Clock clock) {
        this.window = new ChangeWindow(clock);
        this.shutdowns = shutdowns;
        this.clock = clock;
    }

    /** What changes connectors. */
    public interface Change<T> {
        T carryOut() throws ConnectFault;
    }

    /**
     * Returns when the workers have taken the change.
     *
     * @param connector that is changed
     * @throws ConnectFault.Busy while a worker leaves; nothing was sent
     */
    <T> T carryOut(String connector, Change<T> change) throws ConnectFault, InterruptedException {
        return window.carryOut(() -> obstacle(connector), () -> {
            try {
                return change.carryOut();
            } finally {
                last = clock.instant();
            }
        });
    }

    /** Why a change of the connector would be put off now. It is woken when that is over. */
    public Optional<String> obstacle(String connector) {
        return shutdowns.obstacle(connector);
    }

    /** When the last one was over; this moment while one is under way. */
    public Instant last() {
        return window.isEmpty() ? last : clock.instant();
    }

    /**
     * A worker is about to be stopped: none from now on.
     *
     * @param worker its id in Connect
     */
    public void workerStopping(String worker) {
        shutdowns.workerStopping(worker);
    }

    void workersMayHaveChanged() {
        shutdowns.refresh();
    }

    @Override
    public void close() {
        shutdowns.close();
    }
}
