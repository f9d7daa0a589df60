package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A client of the REST API for tests that go behind the operator's back: a request that Kafka Connect puts off, because of a
 * rebalance or a change that is under way, is sent again, as it asks of its clients; so is one that busy processors left without
 * an answer, unless it would create twice.
 */
public final class RetryingConnectApi {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private RetryingConnectApi() {}

    public static ConnectApi by(ConnectApi api) {
        return (ConnectApi) Proxy.newProxyInstance(
                ConnectApi.class.getClassLoader(),
                new Class<?>[] {ConnectApi.class},
                (proxy, method, arguments) -> send(api, method, arguments));
    }

    private static boolean maySucceedLater(@Nullable Throwable fault, Method method) {
        return fault instanceof ConnectFault.Busy
                || fault instanceof ConnectFault.Unreachable
                        && !method.getName().equals("create");
    }

    private static Object send(ConnectApi api, Method method, Object[] arguments) throws Throwable {
        try {
            return Awaitility.await()
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .ignoreExceptionsMatching(failed -> maySucceedLater(failed.getCause(), method))
                    .until(() -> Optional.ofNullable(method.invoke(api, arguments)), answered -> true)
                    .orElse(null);
        } catch (Exception failed) {
            throw failed instanceof InvocationTargetException target ? target.getCause() : failed;
        }
    }
}
