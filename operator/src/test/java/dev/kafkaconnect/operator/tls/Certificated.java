package dev.kafkaconnect.operator.tls;

import java.time.Instant;
import java.util.Set;

/** Clusters with certificates, for tests. */
public final class Certificated {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final CertificateAuthority.Owner OWNER = new CertificateAuthority.Owner("team", "payments");
    static final Set<String> HOSTS = Set.of("payments-rest.team.svc", "*.payments-workers.team.svc");
    static final CertificateSource.Managed MANAGED = new CertificateSource.Managed(OWNER, HOSTS);

    private Certificated() {}

    /** As a cluster has them right after its creation. */
    public static RestTls fresh(String... hosts) {
        return Rotation.next(null, new CertificateSource.Managed(OWNER, Set.of(hosts)), true, NOW);
    }

    static RestTls fresh() {
        return Rotation.next(null, MANAGED, true, NOW);
    }
}
