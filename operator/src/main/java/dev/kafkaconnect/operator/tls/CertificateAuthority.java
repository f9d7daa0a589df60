package dev.kafkaconnect.operator.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate authority of one cluster, which is not trusted outside of it. */
public record CertificateAuthority(X509Certificate certificate, PrivateKey key) {
    static final Duration LIFE = Duration.ofDays(5 * 365);
    static final Duration LIFE_OF_ISSUED = Duration.ofDays(365);

    /** Clocks of other machines may be behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Whose authority it is; ends up in the subjects of its certificates. */
    public record Owner(String namespace, String cluster) {}

    static CertificateAuthority create(Owner owner, Instant now) {
        KeyPair pair = keyPair();
        BigInteger serial = serial();
        // Each authority has a name of its own: while one takes the place of another, both are trusted.
        X500Name name = name(owner, "REST API authority " + serial.toString(Character.MAX_RADIX));
        try {
            JcaX509v3CertificateBuilder certificate =
                    builder(name, serial, now, now.plus(LIFE), name, pair.getPublic());
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            certificate.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return new CertificateAuthority(signed(certificate, pair.getPrivate()), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException unsupported) {
            throw unsupported(unsupported);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** For servers under these host names, which are clients of one another too. */
    TlsIdentity issueForServers(Owner owner, String name, Collection<String> hosts, Instant now) {
        return issue(name(owner, name), hosts, now, KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
    }

    /** For a client that belongs to the servers under these host names. */
    TlsIdentity issueForClient(Owner owner, String name, Collection<String> hosts, Instant now) {
        return issue(name(owner, name), hosts, now, KeyPurposeId.id_kp_clientAuth);
    }

    /** The same client again, with a new key and with these host names. */
    TlsIdentity issueAgain(TlsIdentity client, Collection<String> hosts, Instant now) {
        X500Name subject = X500Name.getInstance(
                client.certificate().getSubjectX500Principal().getEncoded());
        return issue(subject, hosts, now, KeyPurposeId.id_kp_clientAuth);
    }

    private TlsIdentity issue(X500Name subject, Collection<String> hosts, Instant now, KeyPurposeId... purposes) {
        KeyPair pair = keyPair();
        Instant authorityEnds = certificate.getNotAfter().toInstant();
        Instant end = now.plus(LIFE_OF_ISSUED);
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        try {
            JcaX509v3CertificateBuilder issued = builder(
                    issuer,
                    serial(),
                    now,
                    end.isBefore(authorityEnds) ? end : authorityEnds,
                    subject,
                    pair.getPublic());
            issued.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            issued.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            issued.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            issued.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
            if (!hosts.isEmpty()) {
                issued.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(hosts.stream()
                                .map(host -> new GeneralName(GeneralName.dNSName, host))
                                .toArray(GeneralName[]::new)));
            }
            return new TlsIdentity(List.of(signed(issued, key)), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException unsupported) {
            throw unsupported(unsupported);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, BigInteger serial, Instant now, Instant end, X500Name subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(now.minus(BACKDATED)), Date.from(end), subject, key);
    }

    private static X509Certificate signed(JcaX509v3CertificateBuilder certificate, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static X500Name name(Owner owner, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, owner.namespace())
                .addRDN(BCStyle.OU, owner.cluster())
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    /** Whether a certificate has the subject that this owner's certificate of that name has. */
    static boolean isNamed(X509Certificate certificate, Owner owner, String commonName) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded())
                .equals(name(owner, commonName));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(0);
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException unsupported) {
            throw unsupported(unsupported);
        }
    }

    private static IllegalStateException unsupported(Exception cause) {
        return new IllegalStateException("this Java cannot make certificates with elliptic curves", cause);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return String.valueOf(certificate.getSubjectX500Principal());
    }
}
