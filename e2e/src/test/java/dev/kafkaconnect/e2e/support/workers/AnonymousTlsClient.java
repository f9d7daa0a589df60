package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.operator.tls.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that believes the workers, with a certificate of its own or without. Shares no code with the operator. */
public final class AnonymousTlsClient {
    private static final char[] NONE = {};

    private final String host;
    private final int port;
    private final List<X509Certificate> trusted;
    private final TlsIdentity[] shown;

    /** What a worker answered. */
    public record Answer(int status, String body) {}

    public AnonymousTlsClient(String host, List<X509Certificate> trusted, TlsIdentity... shown) {
        this(host, RealWorkers.PORT, trusted, shown);
    }

    public AnonymousTlsClient(String host, int port, List<X509Certificate> trusted, TlsIdentity... shown) {
        this.host = host;
        this.port = port;
        this.trusted = trusted;
        this.shown = shown.clone();
    }

    public static boolean answers(String host, List<X509Certificate> trusted, TlsIdentity... shown) {
        try {
            new AnonymousTlsClient(host, trusted, shown).send("GET", "/health");
            return true;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    public Answer send(String method, String path) {
        return send(method, path, "");
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String path, String json, String... headers) {
        try (HttpClient http = HttpClient.newBuilder().sslContext(context()).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("https://%s:%d%s".formatted(host, port, path)))
                    .header("Content-Type", "application/json")
                    .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
            for (int number = 0; number < headers.length; number += 2) {
                request.header(headers[number], headers[number + 1]);
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (GeneralSecurityException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (X509Certificate authority : trusted) {
            store.setCertificateEntry(authority.getSerialNumber().toString(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(shown), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keys(TlsIdentity... shown) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (TlsIdentity identity : shown) {
            store.setKeyEntry("own", identity.key(), NONE, identity.chain().toArray(Certificate[]::new));
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NONE);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
