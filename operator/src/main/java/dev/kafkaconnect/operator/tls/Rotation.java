package dev.kafkaconnect.operator.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the TLS of a cluster from where it is one step towards where it shall be, such that workers before and after the step
 * believe one another: who is new is trusted by everybody before anybody shows its certificates, and who is old is no longer
 * trusted once nobody does. Each step that changes anything is a roll of the workers. A table of rules, tested as one.
 */
public final class Rotation {

    /** Time for a person to look, when a roll does not get ahead. */
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
    public static RestTls next(@Nullable RestTls now, Wanted wanted, boolean rolled, Instant at) {
        // With a certificate that has ended nobody believes anybody: there is nothing to be careful about.
        RestTls valid = now == null || now.workers().endsWithin(Duration.ZERO, at) ? null : named(now, at);
        return switch (wanted) {
            case Wanted.Managed managed -> valid == null ? first(managed, at) : managed(valid, managed, rolled, at);
            case Wanted.Given given -> valid == null ? first(given) : given(valid, given, rolled);
        };
    }

    private static RestTls first(Wanted.Managed managed, Instant at) {
        Authority authority = Authority.create(managed.owner(), at);
        return new RestTls(
                authority,
                workers(authority, managed, at),
                operator(authority, managed, at),
                List.of(authority.certificate()),
                RestTls.newPassword());
    }

    private static RestTls first(Wanted.Given given) {
        return new RestTls(null, given.identity(), given.identity(), given.authorities(), RestTls.newPassword());
    }

    /** Earlier versions gave the operator a certificate without names, and workers answer only who has a name of theirs. */
    private static RestTls named(RestTls now, Instant at) {
        Authority authority = now.authority();
        Identity operator = now.operator();
        boolean nameless = Certificates.hosts(operator.certificate()).isEmpty();
        return nameless && authority != null && operator.isIssuedBy(authority.certificate())
                ? now.showing(
                        now.workers(),
                        authority.issueAgain(
                                operator, Certificates.hosts(now.workers().certificate()), at))
                : now;
    }

    private static RestTls managed(RestTls now, Wanted.Managed managed, boolean rolled, Instant at) {
        Authority authority = authority(now, managed, at);
        X509Certificate root = authority.certificate();
        if (!now.trusted().contains(root)) {
            return now.madeBy(authority).trusting(joined(now.trusted(), List.of(root)));
        }
        if (!now.workers().isIssuedBy(root)) {
            return rolled ? issued(now, authority, managed, at) : now;
        }
        if (isDue(now, managed, at)) {
            return issued(rolled ? now.trusting(List.of(root)) : now, authority, managed, at);
        }
        return now;
    }

    private static Authority authority(RestTls now, Wanted.Managed managed, Instant at) {
        Authority kept = now.authority();
        return kept == null || Certificates.endsWithin(kept.certificate(), REPLACE_AUTHORITY_BEFORE, at)
                ? Authority.create(managed.owner(), at)
                : kept;
    }

    private static boolean isDue(RestTls now, Wanted.Managed managed, Instant at) {
        return now.workers().endsWithin(RENEW_BEFORE, at)
                || now.operator().endsWithin(RENEW_BEFORE, at)
                || !Certificates.hosts(now.workers().certificate()).equals(managed.hosts());
    }

    private static RestTls issued(RestTls now, Authority authority, Wanted.Managed managed, Instant at) {
        return now.showing(workers(authority, managed, at), operator(authority, managed, at));
    }

    private static Identity workers(Authority authority, Wanted.Managed managed, Instant at) {
        return authority.issueForServers(managed.owner(), WORKERS, managed.hosts(), at);
    }

    private static Identity operator(Authority authority, Wanted.Managed managed, Instant at) {
        return authority.issueForClient(managed.owner(), OPERATOR, managed.hosts(), at);
    }

    private static RestTls given(RestTls now, Wanted.Given given, boolean rolled) {
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
        RestTls next = now.madeBy(null).showing(given.identity(), given.identity());
        return sameAuthority && rolled ? next.trusting(given.authorities()) : next;
    }

    private static List<X509Certificate> joined(List<X509Certificate> some, List<X509Certificate> more) {
        Set<X509Certificate> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
