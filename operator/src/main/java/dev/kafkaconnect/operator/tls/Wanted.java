package dev.kafkaconnect.operator.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Where the certificates of a cluster shall come from. */
public sealed interface Wanted {

    /**
     * The operator makes them.
     *
     * @param hosts names of the workers, an asterisk for a whole label
     */
    record Managed(Authority.Owner owner, Set<String> hosts) implements Wanted {}

    /** A user does. */
    record Given(Identity identity, List<X509Certificate> authorities) implements Wanted {}
}
