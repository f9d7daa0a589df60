package dev.kafkaconnect.operator.training;

import dev.kafkaconnect.operator.tls.CertificateAuthority;
import dev.kafkaconnect.operator.tls.TlsIdentity;
import dev.kafkaconnect.operator.tls.WebhookTls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * With what {@link TrainingApiServer} speaks TLS, as real ones do: the client of the operator loads the classes for it.
 *
 * @param authority PEM
 */
record TrainingCertificate(SSLContext context, byte[] authority) {

    static TrainingCertificate of(String host, Instant now) throws IOException {
        WebhookTls tls =
                WebhookTls.next(null, new CertificateAuthority.Owner("training", "training"), Set.of(host), now);
        try {
            return new TrainingCertificate(context(tls.server()), tls.authorities());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java speaks TLS", impossible);
        }
    }

    private static SSLContext context(TlsIdentity server) throws GeneralSecurityException, IOException {
        char[] password = "training".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", server.key(), password, server.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
