package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The checks of configurations that are under way on the workers of one cluster. A connector may contact the system that it
 * connects to, and a check that hangs holds a thread of the worker: so many at once that the workers have threads left for
 * everything else, and of one connector class so few that those of another go on. Used by connector reconciles through their
 * session; writes have permits of their own, see {@link ConnectWriteGate}.
 */
public final class Checks {
    static final int AT_ONCE = 12;
    static final int OF_ONE_CLASS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore permits = new Semaphore(AT_ONCE, true);
    private final Map<String, Semaphore> classes = new ConcurrentHashMap<>();
    private final Duration patience;

    Checks() {
        this(PATIENCE);
    }

    /** @param patience how long one waits for its turn before it is put off, so that the connector can be edited or deleted */
    Checks(Duration patience) {
        this.patience = patience;
    }

    /**
     * @param connectorClass whose code is run
     * @throws ConnectFault.Busy when it was not its turn in time; nothing was sent
     */
    <T> T carryOut(String connectorClass, ConnectWriteGate.Change<T> check) throws ConnectFault, InterruptedException {
        Semaphore ofClass = classes.computeIfAbsent(connectorClass, first -> new Semaphore(OF_ONE_CLASS, true));
        acquire(ofClass, "of " + connectorClass);
        try {
            acquire(permits, "of all classes");
            try {
                return check.carryOut();
            } finally {
                permits.release();
            }
        } finally {
            ofClass.release();
        }
    }

    private void acquire(Semaphore semaphore, String whose) throws ConnectFault, InterruptedException {
        if (!semaphore.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ConnectFault.Busy("the limit of concurrent configuration checks %s is reached".formatted(whose));
        }
    }
}
