package dev.kafkaconnect.operator.requests;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client below the Kubernetes client. Sends a bounded number of requests at once and lets the others wait for their
 * turn; a request that reads or renews a lease does not wait and shares no connection. Watches are web sockets and take no
 * slot. Made by {@link BoundedHttpClientFactory}.
 */
final class BoundedHttpClient extends HttpClient {

    /** Several attempts must fit into the time that a lease may go without being renewed. */
    static final Duration LEASE_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient all;
    private final HttpClient lease;
    private final Slots slots;

    /** @param lease that uses no connection of {@code all} */
    BoundedHttpClient(HttpClient all, HttpClient lease, Slots slots) {
        this.all = all;
        this.lease = lease;
        this.slots = slots;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        if (Destination.isLease(request.uri())) {
            return lease.sendAsync(
                    HttpRequest.newBuilder(request, (name, value) -> true)
                            .timeout(LEASE_TIMEOUT)
                            .build(),
                    handler);
        }
        CompletableFuture<Void> turn = slots.take(Behalf.current().orElseGet(() -> Destination.flow(request.uri())));
        // A pass waits here, before the time limit of its request begins. Attempts that the Kubernetes client repeats
        // come
        // from its timer, which must not wait.
        if (Thread.currentThread().isVirtual() && !awaited(turn)) {
            return CompletableFuture.failedFuture(new InterruptedIOException("interrupted while waiting for a slot"));
        }
        return turn.thenCompose(mine -> sent(request, handler));
    }

    /** Whether the slot was got; otherwise the thread was interrupted. */
    private boolean awaited(CompletableFuture<Void> turn) {
        try {
            turn.get();
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            if (!turn.cancel(false)) {
                slots.giveBack();
            }
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a slot cannot fail", impossible);
        }
    }

    private <T> CompletableFuture<HttpResponse<T>> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> answer;
        try {
            answer = all.sendAsync(request, handler);
        } catch (RuntimeException refused) {
            answer = CompletableFuture.failedFuture(refused);
        }
        return answer.whenComplete((response, failure) -> slots.giveBack());
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request,
            HttpResponse.BodyHandler<T> handler,
            HttpResponse.@Nullable PushPromiseHandler<T> push) {
        return sendAsync(request, handler);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return sendAsync(request, handler).get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return all.newWebSocketBuilder();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return all.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return all.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return all.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return all.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return all.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return all.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return all.authenticator();
    }

    @Override
    public Version version() {
        return all.version();
    }

    @Override
    public Optional<Executor> executor() {
        return all.executor();
    }
}
