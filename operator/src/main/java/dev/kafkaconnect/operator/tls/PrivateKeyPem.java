package dev.kafkaconnect.operator.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * What a text in PEM says of a private key: PKCS#8, PKCS#1 and SEC 1, the forms in which cert-manager and openssl write them. Read
 * here for certificates of the REST API and for those that Kafka asks for. Pure.
 */
public sealed interface PrivateKeyPem {

    /** The first one in the text. */
    record Readable(PrivateKey key) implements PrivateKeyPem {

        /** The one form that Kafka clients read. */
        public String pkcs8() {
            return PemFiles.text(key);
        }
    }

    /** One that a password is needed for. */
    record Encrypted() implements PrivateKeyPem {}

    /** One that is damaged, or of an algorithm that Java does not know. */
    record Broken() implements PrivateKeyPem {}

    /** None at all. */
    record Absent() implements PrivateKeyPem {}

    static PrivateKeyPem in(String text) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                switch (found) {
                    case PEMKeyPair pair -> {
                        return new Readable(key(pair.getPrivateKeyInfo()));
                    }
                    case PrivateKeyInfo info -> {
                        return new Readable(key(info));
                    }
                    case PEMEncryptedKeyPair encrypted -> {
                        return new Encrypted();
                    }
                    case PKCS8EncryptedPrivateKeyInfo encrypted -> {
                        return new Encrypted();
                    }
                    default -> {}
                }
            }
            return new Absent();
        } catch (PEMException noPem) {
            return text.contains("PRIVATE KEY-----") ? new Broken() : new Absent();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            return new Broken();
        }
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        String name = algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
                ? "EC"
                : algorithm.equals(PKCSObjectIdentifiers.rsaEncryption) ? "RSA" : algorithm.getId();
        return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }
}
