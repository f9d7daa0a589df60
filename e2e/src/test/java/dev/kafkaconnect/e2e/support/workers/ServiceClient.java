package dev.kafkaconnect.e2e.support.workers;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP client for which a Service of Kubernetes exists: every request goes to the next worker. Keeps a list of all. */
public final class ServiceClient extends HttpClient {
    private final HttpClient real = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .build();
    private final AtomicInteger next = new AtomicInteger();
    private final List<String> requests;
    private final Supplier<List<String>> endpoints;

    public ServiceClient(Supplier<List<String>> endpoints) {
        this(endpoints, new CopyOnWriteArrayList<>());
    }

    private ServiceClient(Supplier<List<String>> endpoints, List<String> requests) {
        this.endpoints = endpoints;
        this.requests = requests;
    }

    /** One that leads elsewhere; both keep one list. */
    ServiceClient beside(Supplier<List<String>> others) {
        return new ServiceClient(others, requests);
    }

    /** Method and path of everything that was sent. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private HttpRequest routed(HttpRequest request) {
        requests.add(request.method() + " " + request.uri().getPath());
        List<String> ready = endpoints.get();
        String endpoint = ready.get(Math.floorMod(next.getAndIncrement(), ready.size()));
        String query = request.uri().getRawQuery();
        URI uri = URI.create("http://" + endpoint + request.uri().getRawPath() + (query == null ? "" : "?" + query));
        return HttpRequest.newBuilder(request, (name, value) -> true).uri(uri).build();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return real.send(routed(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return real.sendAsync(routed(request), handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
        return real.sendAsync(routed(request), handler, pushes);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return real.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return real.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return real.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return real.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return real.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return real.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return real.authenticator();
    }

    @Override
    public Version version() {
        return real.version();
    }

    @Override
    public Optional<Executor> executor() {
        return real.executor();
    }
}
