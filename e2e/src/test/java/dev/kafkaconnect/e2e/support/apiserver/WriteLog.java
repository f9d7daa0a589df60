package dev.kafkaconnect.e2e.support.apiserver;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Every request with which a client changes something, as an audit log would show it; not those about the lease. Beside it, every
 * question about a single object, which a client asks that has no watch to learn it from.
 */
public final class WriteLog implements Interceptor {
    private static final Pattern OF_ONE_OBJECT = Pattern.compile(".*/namespaces/[^/]+/[^/]+/[^/]+");

    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> lost = path -> false;

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        if (path.contains("/leases/") || path.contains("/authorization.k8s.io/")) {
            return;
        }
        if (String.valueOf(request.uri().getQuery()).contains("dryRun=All")) {
            return;
        }
        if (!request.method().equals("GET")) {
            writes.add(request.method() + " " + path);
            if (lost.test(path)) {
                builder.uri(request.uri().resolve("/apis/nowhere"));
            }
        } else if (OF_ONE_OBJECT.matcher(path).matches()) {
            questions.add(path);
        }
    }

    public List<String> questions() {
        return List.copyOf(questions);
    }

    /** From now on the API server does not carry out what is written to these paths. */
    public void lose(Predicate<String> paths) {
        lost = paths;
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
