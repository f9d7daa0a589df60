package dev.kafkaconnect.e2e.support.faults;

import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectorConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The REST API as an operator uses it that is killed while it looks after a connector, ahead of a request or right after the
 * workers have carried it out. To that connector, the operator is dead from then on: the pass ends there, and nothing is
 * written any more, neither to the workers nor to Kubernetes. Others live on, so that many can die in one run.
 */
public final class MortalConnectApi {
    private static final Set<String> HARMLESS =
            Set.of("worker", "leader", "connectors", "states", "status", "plugins", "allPlugins", "close");

    private final Map<String, Death> deaths = new ConcurrentHashMap<>();
    private final Map<String, List<String>> carriedOut = new ConcurrentHashMap<>();
    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    /**
     * @param request name of the method; the first such request is the last
     * @param after whether the workers still get it
     */
    public record Death(String request, boolean after) {}

    /** Passes no catch for exceptions. */
    private static final class Killed extends Error {
        Killed() {
            super("killed, as planned", null, false, false);
        }
    }

    public void condemn(String connector, Death death) {
        deaths.put(connector, death);
    }

    /** Whether the operator has died to that connector. */
    public boolean isDead(String connector) {
        return dead.contains(connector);
    }

    /** The requests about the connector that reached the workers, and succeeded. */
    public List<String> carriedOut(String connector) {
        return List.copyOf(carriedOut.getOrDefault(connector, List.of()));
    }

    public ConnectApi around(ConnectApi api) {
        Class<?>[] types = {ConnectApi.class};
        return (ConnectApi) Proxy.newProxyInstance(
                ConnectApi.class.getClassLoader(),
                types,
                (proxy, method, arguments) -> HARMLESS.contains(method.getName())
                        ? invoke(api, method, arguments)
                        : mortal(api, method, arguments, connector(method, arguments)));
    }

    private static String connector(Method method, Object[] arguments) {
        return method.getName().equals("validate")
                ? ((ConnectorConfig) arguments[1]).properties().get("name")
                : (String) arguments[0];
    }

    private Object mortal(ConnectApi api, Method method, Object[] arguments, String connector) throws Throwable {
        if (dead.contains(connector)) {
            throw new Killed();
        }
        List<String> done = carriedOut.computeIfAbsent(connector, key -> new CopyOnWriteArrayList<>());
        Death death = deaths.get(connector);
        boolean last = death != null && method.getName().equals(death.request());
        if (last && !death.after()) {
            throw kill(connector);
        }
        Object answer = invoke(api, method, arguments);
        done.add(method.getName());
        if (last) {
            throw kill(connector);
        }
        return answer;
    }

    private Killed kill(String connector) {
        dead.add(connector);
        return new Killed();
    }

    private static Object invoke(ConnectApi api, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(api, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
