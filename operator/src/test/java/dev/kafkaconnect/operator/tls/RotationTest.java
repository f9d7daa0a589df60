package dev.kafkaconnect.operator.tls;

import static dev.kafkaconnect.operator.tls.Certificated.HOSTS;
import static dev.kafkaconnect.operator.tls.Certificated.MANAGED;
import static dev.kafkaconnect.operator.tls.Certificated.NOW;
import static dev.kafkaconnect.operator.tls.Certificated.OWNER;
import static dev.kafkaconnect.operator.tls.Certificated.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotationTest {

    @ParameterizedTest(name = "{0} days after their creation renewed: {1}")
    @CsvSource({"0, false", "1, false", "304, false", "306, true", "364, true", "366, true", "1000, true"})
    void certificatesAreRenewedBeforeTheyEnd(int days, boolean renewed) {
        RestTls before = fresh();

        RestTls next = Rotation.next(before, MANAGED, true, inDays(days));

        assertThat(!next.equals(before)).isEqualTo(renewed);
        assertThat(!next.revision().equals(before.revision())).isEqualTo(renewed);
    }

    @Test
    void aRenewedCertificateIsTrustedByThoseWhoHaveTheOldOne() {
        RestTls before = fresh();

        RestTls next = Rotation.next(before, MANAGED, true, inDays(310));

        assertThat(next.trusted()).isEqualTo(before.trusted());
        believes(before, next.workers());
        believes(before, next.operator());
    }

    @Test
    void anAuthorityIsReplacedInTwoStepsEachOfWhichWaitsForTheWorkers() {
        RestTls old = fresh();
        Instant late = NOW.plus(CertificateAuthority.LIFE).minus(Duration.ofDays(399));
        RestTls before = old.withIdentities(
                authorityOf(old).issueForServers(OWNER, "w", HOSTS, late),
                authorityOf(old).issueForClient(OWNER, "o", HOSTS, late));

        RestTls trusting = Rotation.next(before, MANAGED, true, late);
        assertThat(trusting.workers()).isEqualTo(before.workers());
        assertThat(trusting.trusted()).hasSize(2).contains(authorityOf(old).certificate());
        assertThat(trusting.revision()).isNotEqualTo(before.revision());

        assertThat(Rotation.next(trusting, MANAGED, false, late)).isEqualTo(trusting);

        RestTls showing = Rotation.next(trusting, MANAGED, true, late);
        assertThat(showing.workers()).isNotEqualTo(before.workers());
        assertThat(showing.trusted()).isEqualTo(trusting.trusted());
        believes(trusting, showing.workers());
        believes(showing, trusting.workers());
        believes(trusting, showing.operator());
        assertThat(Rotation.next(showing, MANAGED, true, late)).isEqualTo(showing);
    }

    @Test
    void anAuthorityThatNobodyShowsAnyMoreIsNoLongerTrustedWithTheNextRenewal() {
        RestTls before = fresh();
        X509Certificate former = CertificateAuthority.create(OWNER, NOW).certificate();
        RestTls both = before.trusting(List.of(former, before.trusted().getFirst()));

        assertThat(Rotation.next(both, MANAGED, true, inDays(310)).trusted()).isEqualTo(before.trusted());
        assertThat(Rotation.next(both, MANAGED, false, inDays(310)).trusted()).isEqualTo(both.trusted());
    }

    @Test
    void certificatesThatLackAHostAreRenewed() {
        RestTls before = fresh("payments-rest.team.svc");

        RestTls next = Rotation.next(before, MANAGED, true, NOW);

        assertThat(Certificates.hosts(next.workers().certificate())).isEqualTo(HOSTS);
        assertThat(next.trusted()).isEqualTo(before.trusted());
    }

    @Test
    void theOperatorsCertificateHasTheNamesOfTheWorkersBecauseTheyAnswerNobodyElse() {
        assertThat(Certificates.hosts(fresh().operator().certificate())).isEqualTo(HOSTS);
        assertThat(Certificates.hosts(Rotation.next(fresh(), MANAGED, true, inDays(310))
                        .operator()
                        .certificate()))
                .isEqualTo(HOSTS);
    }

    @Test
    void anOperatorsCertificateWithoutNamesGetsThemAtOnceAndNoWorkerIsReplaced() {
        RestTls before = nameless();

        RestTls next = Rotation.next(before, MANAGED, false, NOW);

        assertThat(Certificates.hosts(next.operator().certificate())).isEqualTo(HOSTS);
        assertThat(next.operator().certificate().getSubjectX500Principal())
                .isEqualTo(before.operator().certificate().getSubjectX500Principal());
        assertThat(next.revision()).isEqualTo(before.revision());
        believes(before, next.operator());
        assertThat(Rotation.next(next, MANAGED, false, NOW)).isEqualTo(next);
    }

    @Test
    void thatHoldsOnTheWayToAGivenCertificateToo() {
        RestTls next = Rotation.next(nameless(), given(CertificateAuthority.create(OWNER, NOW)), false, NOW);

        assertThat(Certificates.hosts(next.operator().certificate())).isEqualTo(HOSTS);
    }

    /** As earlier versions made it. */
    private static RestTls nameless() {
        RestTls tls = fresh();
        return tls.withIdentities(tls.workers(), authorityOf(tls).issueForClient(OWNER, "operator", Set.of(), NOW));
    }

    @Test
    void afterEverythingHasEndedAllIsMadeAnewAtOnce() {
        RestTls before = fresh();

        RestTls next = Rotation.next(before, MANAGED, false, inDays(5 * 365 + 1));

        assertThat(next.trusted()).doesNotContainAnyElementsOf(before.trusted());
        believes(next, next.workers());
    }

    @Test
    void theWayFromManagedToAGivenCertificateGoesOverTrustingBoth() {
        RestTls managed = fresh();
        CertificateSource.Given given = given(CertificateAuthority.create(OWNER, NOW));

        RestTls trusting = Rotation.next(managed, given, true, NOW);
        assertThat(trusting.workers()).isEqualTo(managed.workers());
        assertThat(trusting.trusted()).containsAll(managed.trusted()).containsAll(given.authorities());

        assertThat(Rotation.next(trusting, given, false, NOW)).isEqualTo(trusting);
        RestTls arrived = Rotation.next(trusting, given, true, NOW);
        assertThat(arrived.workers()).isEqualTo(given.identity());
        assertThat(arrived.operator()).isEqualTo(given.identity());
        assertThat(arrived.authority()).isNull();
        assertThat(Rotation.next(arrived, given, true, NOW)).isEqualTo(arrived);
    }

    @Test
    void theWayBackDoesToo() {
        CertificateSource.Given given = given(CertificateAuthority.create(OWNER, NOW));
        RestTls before = Rotation.next(null, given, true, NOW);

        RestTls trusting = Rotation.next(before, MANAGED, true, NOW);
        assertThat(trusting.workers()).isEqualTo(given.identity());
        assertThat(trusting.trusted()).hasSize(2);
        assertThat(Rotation.next(trusting, MANAGED, false, NOW)).isEqualTo(trusting);

        RestTls arrived = Rotation.next(trusting, MANAGED, true, NOW);
        assertThat(arrived.workers()).isNotEqualTo(given.identity());
        believes(trusting, arrived.workers());
        assertThat(Rotation.next(arrived, MANAGED, true, NOW)).isEqualTo(arrived);
    }

    @Test
    void aGivenCertificateThatIsRenewedByItsAuthorityIsShownAtOnce() {
        CertificateAuthority authority = CertificateAuthority.create(OWNER, NOW);
        RestTls before = Rotation.next(null, given(authority), true, NOW);
        CertificateSource.Given renewed = given(authority);

        RestTls next = Rotation.next(before, renewed, false, NOW);

        assertThat(next.workers()).isEqualTo(renewed.identity());
        assertThat(next.revision()).isNotEqualTo(before.revision());
    }

    @Test
    void aGivenCertificateThatIsTheSameChangesNothing() {
        CertificateSource.Given given = given(CertificateAuthority.create(OWNER, NOW));
        RestTls before = Rotation.next(null, given, true, NOW);

        assertThat(Rotation.next(before, given, true, NOW)).isEqualTo(before);
    }

    private static CertificateSource.Given given(CertificateAuthority authority) {
        return new CertificateSource.Given(
                authority.issueForServers(OWNER, "theirs", Set.of("*.payments-workers.team.svc"), NOW),
                List.of(authority.certificate()));
    }

    private static CertificateAuthority authorityOf(RestTls tls) {
        return Objects.requireNonNull(tls.authority());
    }

    private static void believes(RestTls who, TlsIdentity whom) {
        assertThat(who.trusted()).anyMatch(whom::isIssuedBy);
    }

    private static Instant inDays(int days) {
        return NOW.plus(Duration.ofDays(days));
    }
}
