package dev.kafkaconnect.operator.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Where the certificates of a cluster are to come from. */
public sealed interface CertificateSource {

    /**
     * The operator makes them.
     *
     * @param hosts names of the workers, an asterisk for a whole label
     */
    record Managed(CertificateAuthority.Owner owner, Set<String> hosts) implements CertificateSource {}

    /** A user does. */
    record Given(TlsIdentity identity, List<X509Certificate> authorities) implements CertificateSource {}
}
