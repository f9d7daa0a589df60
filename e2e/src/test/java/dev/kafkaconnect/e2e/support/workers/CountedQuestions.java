package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.operator.connect.ConnectApi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often each worker is asked whether values have arrived. Put around the REST API that an operator uses. */
public final class CountedQuestions {
    private static final String QUESTION = "resolved";

    private final List<AtomicInteger> clients = new CopyOnWriteArrayList<>();

    /** The operator has a client of its own for each worker that it asks. */
    public ConnectApi around(ConnectApi api) {
        AtomicInteger count = new AtomicInteger();
        clients.add(count);
        Class<?>[] types = {ConnectApi.class};
        return (ConnectApi) Proxy.newProxyInstance(
                ConnectApi.class.getClassLoader(), types, (proxy, method, arguments) -> {
                    if (method.getName().equals(QUESTION)) {
                        count.incrementAndGet();
                    }
                    try {
                        return method.invoke(api, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    /** Begins to count anew. */
    public void reset() {
        clients.forEach(count -> count.set(0));
    }

    /** Of the worker that was asked most often. */
    public int most() {
        return clients.stream().mapToInt(AtomicInteger::get).max().orElse(0);
    }
}
