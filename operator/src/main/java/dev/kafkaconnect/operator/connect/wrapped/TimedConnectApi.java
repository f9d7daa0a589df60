package dev.kafkaconnect.operator.connect.wrapped;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ConnectApi} that reports how long each request took and how it failed. Made by {@code observe} for each cluster;
 * knows neither the cluster nor what becomes of the reports.
 */
public final class TimedConnectApi extends WrappedConnectApi {
    private final Listener listener;
    private final LongSupplier nanoTime;

    /** Is called on the thread of the request, so it must not block. */
    public interface Listener {

        /** @param fault null when the request succeeded */
        void ended(Duration took, @Nullable ConnectFault fault);
    }

    public TimedConnectApi(ConnectApi api, Listener listener) {
        this(api, listener, System::nanoTime);
    }

    TimedConnectApi(ConnectApi api, Listener listener, LongSupplier nanoTime) {
        super(api);
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    @Override
    <T> T around(Request<T> request) throws ConnectFault {
        long start = nanoTime.getAsLong();
        try {
            T answer = request.send();
            ended(start, null);
            return answer;
        } catch (ConnectFault fault) {
            ended(start, fault);
            throw fault;
        }
    }

    private void ended(long start, @Nullable ConnectFault fault) {
        listener.ended(Duration.ofNanos(nanoTime.getAsLong() - start), fault);
    }
}
