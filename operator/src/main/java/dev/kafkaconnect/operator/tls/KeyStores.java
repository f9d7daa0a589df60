package dev.kafkaconnect.operator.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;

/** PKCS12 files: the web server of the workers reads nothing else. */
final class KeyStores {

    private KeyStores() {}

    static byte[] of(Identity identity, String password) {
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
