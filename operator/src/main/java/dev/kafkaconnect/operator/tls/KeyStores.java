package dev.kafkaconnect.operator.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** PKCS12 files: the web server of the workers reads nothing else. */
final class KeyStores {

    /**
     * How often a password is hashed, 10000 times unless set. The password of these files lies beside them in the same Secret, so
     * that this protects nothing; and a worker reads them again for each request to another, which took it 0.1 to 0.3 s. Java has no
     * other way to say so than for the whole process, which writes no other such files.
     */
    private static final List<String> ROUNDS = List.of(
            "keystore.pkcs12.certPbeIterationCount",
            "keystore.pkcs12.keyPbeIterationCount",
            "keystore.pkcs12.macIterationCount");

    private KeyStores() {}

    static byte[] of(TlsIdentity identity, String password) {
        return written(
                password,
                store -> store.setKeyEntry(
                        "rest",
                        identity.key(),
                        password.toCharArray(),
                        identity.chain().toArray(Certificate[]::new)));
    }

    static byte[] of(List<X509Certificate> trusted, String password) {
        return written(password, store -> {
            for (int number = 0; number < trusted.size(); number++) {
                store.setCertificateEntry("authority-" + number, trusted.get(number));
            }
        });
    }

    private interface Filling {
        void into(KeyStore store) throws GeneralSecurityException;
    }

    private static byte[] written(String password, Filling filling) {
        ROUNDS.forEach(rounds -> Security.setProperty(rounds, "1"));
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            filling.into(store);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            store.store(file, password.toCharArray());
            return file.toByteArray();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java writes PKCS12", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
