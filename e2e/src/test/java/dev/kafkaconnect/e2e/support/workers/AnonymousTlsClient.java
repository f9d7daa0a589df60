package dev.kafkaconnect.e2e.support.workers;

import dev.kafkaconnect.operator.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

    private AnonymousTlsClient() {}

    public static boolean answers(String host, List<X509Certificate> trusted, TlsIdentity... shown) {
        try {
            KeyStore store = empty();
            for (X509Certificate authority : trusted) {
                store.setCertificateEntry(authority.getSerialNumber().toString(), authority);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(shown), trust.getTrustManagers(), null);
            try (HttpClient http = HttpClient.newBuilder().sslContext(context).build()) {
                URI health = URI.create("https://%s:%d/health".formatted(host, RealWorkers.PORT));
                http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
                return true;
            }
        } catch (IOException refused) {
            return false;
        } catch (GeneralSecurityException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
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
