package dev.kafkaconnect.operator.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the TLS of a cluster one step towards its goal, such that workers before and after the step trust one another: every worker
 * trusts a new certificate authority before any worker presents a certificate that it issued; the old one is dropped once no worker
 * does. Each step that changes anything is a rollout of the workers. A table of rules, tested as one.
 */
public final class Rotation {

    /** Time for a person to act when a rollout makes no progress. */
    static final Duration RENEW_BEFORE = Duration.ofDays(60);

    /** Longer than what it issues is valid for: no certificate is cut short. */
    static final Duration REPLACE_AUTHORITY_BEFORE = Duration.ofDays(400);

    private static final String WORKERS = "kafka-connect-worker";
    private static final String OPERATOR = "kafka-connect-operator";

    private Rotation() {}

    /**
     * @param now what the Secret holds, null when there is none
     * @param rolled whether all workers run with that very revision
     * @return the same as before when there is nothing to do
     */
    public static RestTls next(@Nullable RestTls now, CertificateSource wanted, boolean rolled, Instant at) {
        // With an expired certificate no worker trusts another: there is nothing to protect.
        RestTls valid = now == null || now.workers().endsWithin(Duration.ZERO, at) ? null : named(now, at);
        return switch (wanted) {
            case CertificateSource.Managed managed ->
                valid == null ? first(managed, at) : managed(valid, managed, rolled, at);
            case CertificateSource.Given given -> valid == null ? first(given) : given(valid, given, rolled);
        };
    }

    private static RestTls first(CertificateSource.Managed managed, Instant at) {
        CertificateAuthority authority = CertificateAuthority.create(managed.owner(), at);
        return new RestTls(
                authority,
                workers(authority, managed, at),
                operator(authority, managed, at),
                List.of(authority.certificate()),
                RestTls.newPassword(),
                RestClients.NONE);
    }

    private static RestTls first(CertificateSource.Given given) {
        return new RestTls(
                null, given.identity(), given.identity(), given.authorities(), RestTls.newPassword(), RestClients.NONE);
    }

    /** Earlier versions gave the operator a certificate without names, and workers answer only who has a name of theirs. */
    private static RestTls named(RestTls now, Instant at) {
        CertificateAuthority authority = now.authority();
        TlsIdentity operator = now.operator();
        boolean nameless = Certificates.hosts(operator.certificate()).isEmpty();
        return nameless && authority != null && operator.isIssuedBy(authority.certificate())
                ? now.withIdentities(
                        now.workers(),
                        authority.issueAgain(
                                operator, Certificates.hosts(now.workers().certificate()), at))
                : now;
    }

    private static RestTls managed(RestTls now, CertificateSource.Managed managed, boolean rolled, Instant at) {
        CertificateAuthority authority = authority(now, managed, at);
        X509Certificate root = authority.certificate();
        if (!now.trusted().contains(root)) {
            return now.withCa(authority).trusting(joined(now.trusted(), List.of(root)));
        }
        if (!now.workers().isIssuedBy(root)) {
            return rolled ? issued(now, authority, managed, at) : now;
        }
        if (isDue(now, managed, at)) {
            return issued(rolled ? now.trusting(List.of(root)) : now, authority, managed, at);
        }
        return now;
    }

    private static CertificateAuthority authority(RestTls now, CertificateSource.Managed managed, Instant at) {
        CertificateAuthority kept = now.authority();
        return kept == null || Certificates.endsWithin(kept.certificate(), REPLACE_AUTHORITY_BEFORE, at)
                ? CertificateAuthority.create(managed.owner(), at)
                : kept;
    }

    private static boolean isDue(RestTls now, CertificateSource.Managed managed, Instant at) {
        return now.workers().endsWithin(RENEW_BEFORE, at)
                || now.operator().endsWithin(RENEW_BEFORE, at)
                || !Certificates.hosts(now.workers().certificate()).equals(managed.hosts());
    }

    private static RestTls issued(
            RestTls now, CertificateAuthority authority, CertificateSource.Managed managed, Instant at) {
        return now.withIdentities(workers(authority, managed, at), operator(authority, managed, at));
    }

    private static TlsIdentity workers(CertificateAuthority authority, CertificateSource.Managed managed, Instant at) {
        return authority.issueForServers(managed.owner(), WORKERS, managed.hosts(), at);
    }

    private static TlsIdentity operator(CertificateAuthority authority, CertificateSource.Managed managed, Instant at) {
        return authority.issueForClient(managed.owner(), OPERATOR, managed.hosts(), at);
    }

    private static RestTls given(RestTls now, CertificateSource.Given given, boolean rolled) {
        if (!now.trusted().containsAll(given.authorities())) {
            return now.trusting(joined(now.trusted(), given.authorities()));
        }
        if (now.workers().chain().equals(given.identity().chain())) {
            return now;
        }
        boolean sameAuthority = given.authorities().stream()
                .anyMatch(authority ->
                        now.workers().isIssuedBy(authority) && given.identity().isIssuedBy(authority));
        if (!sameAuthority && !rolled) {
            return now;
        }
        RestTls next = now.withCa(null).withIdentities(given.identity(), given.identity());
        return sameAuthority && rolled ? next.trusting(given.authorities()) : next;
    }

    private static List<X509Certificate> joined(List<X509Certificate> some, List<X509Certificate> more) {
        Set<X509Certificate> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
