package dev.kafkaconnect.operator.connect.wrapped;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connect.InitialState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectApi} that sends changes of connectors to the worker that leads the group, where that is known: any other worker
 * forwards them, which takes about as long again. A leader that cannot be reached by itself is left out for a while. Made by {@code
 * observe} for each cluster.
 */
public final class LeaderFirstConnectApi extends WrappedConnectApi {
    static final Duration LEFT_OUT = Duration.ofMinutes(1);

    private final ConnectApi any;
    private final Supplier<Map<String, ConnectApi>> workers;
    private final Clock clock;
    private volatile Instant leftOutUntil = Instant.MIN;

    /**
     * @param any answered by any worker
     * @param workers those that are ready, each by its id in Connect
     */
    public LeaderFirstConnectApi(ConnectApi any, Supplier<Map<String, ConnectApi>> workers, Clock clock) {
        super(any);
        this.any = any;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    <T> T around(Request<T> request) throws ConnectFault {
        return request.send();
    }

    private interface Change {
        void sendTo(ConnectApi worker) throws ConnectFault;
    }

    private void send(Change change) throws ConnectFault {
        ConnectApi leader = knownLeader();
        if (leader == null) {
            change.sendTo(any);
            return;
        }
        try {
            change.sendTo(leader);
        } catch (ConnectFault.Unreachable silent) {
            leftOutUntil = clock.instant().plus(LEFT_OUT);
            throw silent;
        }
    }

    private @Nullable ConnectApi knownLeader() {
        String leader = any.leader();
        return leader == null || clock.instant().isBefore(leftOutUntil)
                ? null
                : workers.get().get(leader);
    }

    @Override
    public void create(String name, ConnectorConfig config, InitialState state) throws ConnectFault {
        send(worker -> worker.create(name, config, state));
    }

    @Override
    public void putConfig(String name, ConnectorConfig config) throws ConnectFault {
        send(worker -> worker.putConfig(name, config));
    }

    @Override
    public void stop(String name) throws ConnectFault {
        send(worker -> worker.stop(name));
    }

    @Override
    public void restart(String name, boolean onlyFailed) throws ConnectFault {
        send(worker -> worker.restart(name, onlyFailed));
    }

    @Override
    public void alterOffsets(String name, List<ConnectorOffset> offsets) throws ConnectFault {
        send(worker -> worker.alterOffsets(name, offsets));
    }

    @Override
    public void deleteOffsets(String name) throws ConnectFault {
        send(worker -> worker.deleteOffsets(name));
    }

    @Override
    public void delete(String name) throws ConnectFault {
        send(worker -> worker.delete(name));
    }
}
