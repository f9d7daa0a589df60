package dev.kafkaconnect.operator.connect;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Workers in memory: remember every request, and answer or fail as they are told. */
public final class FakeConnectApi {
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final Map<String, ConnectorListing> connectors = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable failure;
    private volatile Duration delay = Duration.ZERO;

    public ConnectApi api() {
        Class<?>[] types = {ConnectApi.class};
        return (ConnectApi) Proxy.newProxyInstance(
                ConnectApi.class.getClassLoader(), types, (proxy, method, arguments) -> call(method, arguments));
    }

    public void show(String name, ConnectorListing listing) {
        connectors.put(name, listing);
    }

    public void hide(String name) {
        connectors.remove(name);
    }

    /** @param answer what the method of that name returns, or throws */
    public void answer(String method, Object answer) {
        answers.put(method, answer);
    }

    /** @param cause what every request ends with, null for none any more */
    public void failWith(@Nullable Throwable cause) {
        failure = cause;
    }

    /** Every request takes so long from now on. */
    public void delay(Duration each) {
        delay = each;
    }

    /** Names of the methods that were called, in order. */
    public List<String> requests() {
        return requests;
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        if (method.getName().equals("leader")) {
            return answers.get("leader");
        }
        requests.add(method.getName());
        new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
        Throwable cause = failure;
        Object answer = cause != null ? cause : answers.get(method.getName());
        if (answer instanceof Throwable thrown) {
            throw thrown;
        }
        if (answer == null && arguments != null && method.getName().equals("status")) {
            ConnectorListing listing = connectors.get(String.valueOf(arguments[0]));
            return listing == null ? null : listing.status();
        }
        return answer != null
                ? answer
                : switch (method.getName()) {
                    case "connectors" -> Map.copyOf(connectors);
                    case "states" ->
                        connectors.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> each.getValue().status()));
                    default -> null;
                };
    }
}
