package dev.kafkaconnect.operator.metrics;

import dev.kafkaconnect.operator.tls.PrivateKeyPem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the metrics, from a directory in which Kubernetes mounts a Secret. The files are read at the beginning of each
 * connection, so that a renewed certificate is used at once; while they cannot be used, the last one is.
 */
final class MountedCertificate extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(MountedCertificate.class);
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    private final Path directory;
    private volatile Identity current;

    private record Identity(byte[] chainText, byte[] keyText, X509Certificate[] chain, PrivateKey key) {}

    MountedCertificate(Path directory) {
        this.directory = directory;
        try {
            current = read(null);
        } catch (IOException | GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "METRICS_TLS_DIRECTORY must be a directory with a certificate in tls.crt and its key in tls.key: "
                            + unusable,
                    unusable);
        }
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    private Identity read(@Nullable Identity last) throws IOException, GeneralSecurityException {
        byte[] chain = Files.readAllBytes(directory.resolve(CHAIN));
        byte[] key = Files.readAllBytes(directory.resolve(KEY));
        if (last != null && Arrays.equals(chain, last.chainText()) && Arrays.equals(key, last.keyText())) {
            return last;
        }
        X509Certificate[] certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(chain)).stream()
                        .map(X509Certificate.class::cast)
                        .toArray(X509Certificate[]::new);
        if (certificates.length == 0) {
            throw new GeneralSecurityException(CHAIN + " has no certificate");
        }
        if (PrivateKeyPem.in(new String(key, StandardCharsets.US_ASCII))
                instanceof PrivateKeyPem.Readable(PrivateKey readable)) {
            return new Identity(chain, key, certificates, readable);
        }
        throw new GeneralSecurityException(KEY + " has no private key that can be read");
    }

    private Identity identity() {
        Identity last = current;
        try {
            Identity now = read(last);
            current = now;
            return now;
        } catch (IOException | GeneralSecurityException unusable) {
            LOG.warn(
                    "The certificate of the metrics cannot be read again; the last one is used: {}",
                    unusable.toString());
            return last;
        }
    }

    /** The alias is the type of the key; both parts of an identity are asked for by it, one after the other. */
    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return alias(keyType);
    }

    private @Nullable String alias(String keyType) {
        return identity().key().getAlgorithm().equals(keyType) ? keyType : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return current.chain().clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return current.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {keyType};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return alias(keyType);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}
