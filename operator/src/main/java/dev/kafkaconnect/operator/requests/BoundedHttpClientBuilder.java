package dev.kafkaconnect.operator.requests;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Takes the settings of the Kubernetes client and makes two clients of them; see {@link BoundedHttpClient}. */
final class BoundedHttpClientBuilder implements HttpClient.Builder {
    private final HttpClient.Builder settings;
    private final int atOnce;

    BoundedHttpClientBuilder(HttpClient.Builder settings, int atOnce) {
        this.settings = settings;
        this.atOnce = atOnce;
    }

    @Override
    public HttpClient build() {
        return new BoundedHttpClient(settings.build(), settings.build(), new Slots(atOnce));
    }

    @Override
    public HttpClient.Builder cookieHandler(CookieHandler cookies) {
        settings.cookieHandler(cookies);
        return this;
    }

    @Override
    public HttpClient.Builder connectTimeout(Duration timeout) {
        settings.connectTimeout(timeout);
        return this;
    }

    @Override
    public HttpClient.Builder sslContext(SSLContext context) {
        settings.sslContext(context);
        return this;
    }

    @Override
    public HttpClient.Builder sslParameters(SSLParameters parameters) {
        settings.sslParameters(parameters);
        return this;
    }

    @Override
    public HttpClient.Builder executor(Executor executor) {
        settings.executor(executor);
        return this;
    }

    @Override
    public HttpClient.Builder followRedirects(Redirect policy) {
        settings.followRedirects(policy);
        return this;
    }

    @Override
    public HttpClient.Builder version(Version version) {
        settings.version(version);
        return this;
    }

    @Override
    public HttpClient.Builder priority(int priority) {
        settings.priority(priority);
        return this;
    }

    @Override
    public HttpClient.Builder proxy(ProxySelector proxies) {
        settings.proxy(proxies);
        return this;
    }

    @Override
    public HttpClient.Builder authenticator(Authenticator authenticator) {
        settings.authenticator(authenticator);
        return this;
    }
}
