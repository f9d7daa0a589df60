package dev.kafkaconnect.operator.connect;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the workers are asked, and as whom. A client serves one endpoint for ever: one that changes gets a new client.
 *
 * @param url base URL, without a slash at the end
 * @param tls null for plain HTTP
 */
public record RestEndpoint(String url, @Nullable Tls tls) {

    /**
     * The certificate that the operator presents to the workers, and the authorities that it trusts.
     *
     * @param chain the operator's certificate first
     */
    public record Tls(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> trusted) {

        /** Without the key. */
        @Override
        public String toString() {
            return "TLS as " + chain.getFirst().getSubjectX500Principal();
        }
    }
}
