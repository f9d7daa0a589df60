package dev.kafkaconnect.e2e.apiserver;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every request with which a client changes something, as an audit log would show it; not those about the lease. */
public final class WriteLog implements Interceptor {
    private final List<String> writes = new CopyOnWriteArrayList<>();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        if (!request.method().equals("GET") && !path.contains("/leases/") && !path.contains("/authorization.k8s.io/")) {
            writes.add(request.method() + " " + path);
        }
    }

    /** What was written after the first so many requests. */
    public List<String> after(int count) {
        List<String> all = List.copyOf(writes);
        return all.subList(Math.min(count, all.size()), all.size());
    }

    public int count() {
        return writes.size();
    }
}
