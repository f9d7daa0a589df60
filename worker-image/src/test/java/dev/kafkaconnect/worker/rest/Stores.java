package dev.kafkaconnect.worker.rest;

import java.io.OutputStream;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority with two customers: the cluster, whose host is called localhost, and a neighbour. */
record Stores(Path directory, KeyStore trusted, KeyStore cluster, KeyStore neighbour) {
    static final String PASSWORD = "for a test";

    static Stores in(Path directory) throws Exception {
        KeyPair authority = keyPair();
        X509Certificate root = certificate("CN=authority", authority, authority, new BasicConstraints(0));
        KeyStore trusted = empty();
        trusted.setCertificateEntry("authority", root);
        Stores stores = new Stores(
                directory,
                trusted,
                issued("CN=cluster", "localhost", authority, root),
                issued("CN=neighbour", "neighbour.example", authority, root));
        write(trusted, stores.trustFile());
        write(stores.cluster(), stores.clusterFile());
        return stores;
    }

    private static KeyStore issued(String subject, String host, KeyPair authority, X509Certificate root)
            throws Exception {
        KeyPair pair = keyPair();
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
        KeyStore store = empty();
        store.setKeyEntry("only", pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {
            certificate(subject, pair, authority, names), root
        });
        return store;
    }

    private static X509Certificate certificate(String subject, KeyPair pair, KeyPair authority, Object extension)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=authority"),
                BigInteger.valueOf(subject.hashCode()).abs(),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofHours(1))),
                new X500Name(subject),
                pair.getPublic());
        if (extension instanceof GeneralNames names) {
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        } else {
            builder.addExtension(Extension.basicConstraints, true, (BasicConstraints) extension);
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static void write(KeyStore store, Path file) throws Exception {
        try (OutputStream output = Files.newOutputStream(file)) {
            store.store(output, PASSWORD.toCharArray());
        }
    }

    String fingerprint(KeyStore store) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(store.getCertificate("only").getEncoded()));
    }

    Path trustFile() {
        return directory.resolve("trusted.p12");
    }

    Path clusterFile() {
        return directory.resolve("cluster.p12");
    }

    /** A client that shows the certificate of one of the two. */
    HttpClient client(KeyStore shown) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown, PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
