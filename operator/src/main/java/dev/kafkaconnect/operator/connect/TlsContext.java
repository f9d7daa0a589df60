package dev.kafkaconnect.operator.connect;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes the TLS context with which an HTTP client presents a certificate and trusts only the authorities of one cluster. */
final class TlsContext {
    private static final char[] NO_PASSWORD = {};

    private TlsContext() {}

    static SSLContext of(RestEndpoint.Tls tls) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = inMemory();
            own.setKeyEntry("operator", tls.key(), NO_PASSWORD, tls.chain().toArray(Certificate[]::new));
            keys.init(own, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(holding(tls.trusted()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    private static KeyStore holding(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = inMemory();
        for (int number = 0; number < trusted.size(); number++) {
            store.setCertificateEntry("authority-" + number, trusted.get(number));
        }
        return store;
    }

    private static KeyStore inMemory() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
