package dev.kafkaconnect.operator.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a certificate that a user supplies, in the form in which cert-manager writes it, and says what is wrong with it. */
public final class UserCertificate {
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final String AUTHORITIES = "ca.crt";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
    private static final String ANY = "2.5.29.37.0";

    private UserCertificate() {}

    /**
     * @param hosts that the certificate must be valid for
     * @throws UnusableCertificate with a message that goes on from the name of what the data was read from
     */
    public static CertificateSource.Given read(Map<String, byte[]> data, Collection<String> hosts, Instant now)
            throws UnusableCertificate {
        List<String> missing = List.of(CERTIFICATE, KEY, AUTHORITIES).stream()
                .filter(key -> !data.containsKey(key) || data.getOrDefault(key, new byte[0]).length == 0)
                .toList();
        if (!missing.isEmpty()) {
            throw new UnusableCertificate(
                    "lacks %s; it must hold tls.crt, tls.key and ca.crt".formatted(String.join(", ", missing)));
        }
        TlsIdentity identity = new TlsIdentity(
                PemFiles.certificates(CERTIFICATE, data.getOrDefault(CERTIFICATE, new byte[0])),
                PemFiles.key(KEY, data.getOrDefault(KEY, new byte[0])));
        List<X509Certificate> authorities =
                PemFiles.certificates(AUTHORITIES, data.getOrDefault(AUTHORITIES, new byte[0]));
        check(identity, authorities, hosts, now);
        return new CertificateSource.Given(identity, authorities);
    }

    private static void check(
            TlsIdentity identity, List<X509Certificate> authorities, Collection<String> hosts, Instant now)
            throws UnusableCertificate {
        X509Certificate certificate = identity.certificate();
        Instant end = certificate.getNotAfter().toInstant();
        if (!now.isBefore(end)) {
            throw new UnusableCertificate("holds a certificate that expired at %s; renew it".formatted(end));
        }
        if (!belongTogether(identity)) {
            throw new UnusableCertificate("holds a tls.key that does not belong to the certificate in tls.crt");
        }
        String uncovered = hosts.stream()
                .filter(host -> !Certificates.covers(certificate, host))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!uncovered.isEmpty()) {
            throw new UnusableCertificate(
                    "holds a certificate that is not valid for %s; add them to its DNS names (a wildcard may cover the pods)"
                            .formatted(uncovered));
        }
        if (!isForServersAndClients(certificate)) {
            throw new UnusableCertificate(
                    "holds a certificate without the usages \"server auth\" and \"client auth\"; workers need both");
        }
        if (!leadsTo(authorities, identity, now)) {
            throw new UnusableCertificate("holds a certificate in tls.crt that does not chain to one in ca.crt");
        }
    }

    private static boolean belongTogether(TlsIdentity identity) throws UnusableCertificate {
        PublicKey publicKey = identity.certificate().getPublicKey();
        byte[] anything = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    "EC".equals(publicKey.getAlgorithm())
                            ? "SHA256withECDSA"
                            : "SHA256with" + publicKey.getAlgorithm());
            signature.initSign(identity.key());
            signature.update(anything);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(anything);
            return signature.verify(signed);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }

    private static boolean isForServersAndClients(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            return usages == null || usages.contains(ANY) || usages.containsAll(List.of(SERVER, CLIENT));
        } catch (CertificateParsingException unreadable) {
            return false;
        }
    }

    private static boolean leadsTo(List<X509Certificate> authorities, TlsIdentity identity, Instant now) {
        try {
            Set<TrustAnchor> anchors = authorities.stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet());
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            List<X509Certificate> path = identity.chain().stream()
                    .filter(link -> !authorities.contains(link)
                            || identity.certificate().equals(link))
                    .toList();
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return true;
        } catch (CertPathValidatorException broken) {
            return false;
        } catch (GeneralSecurityException unsupported) {
            throw new IllegalStateException("every Java validates chains of certificates", unsupported);
        }
    }
}
