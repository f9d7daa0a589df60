package dev.kafkaconnect.operator.tls;

import static dev.kafkaconnect.operator.tls.Certificated.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.tls.RestClients.Listed;
import dev.kafkaconnect.operator.tls.RestClients.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestClientsTest {
    private static final Instant END = NOW.plus(Duration.ofDays(365));
    private static final RestClients KAFBAT =
            RestClients.NONE.next(Map.of("kafbat", wanted("f1", "kafbat", "ReadOnly")), Set.of("kafbat"), NOW);

    @Test
    void theFileHasALineForEachCertificateThatIsAnswered() {
        assertThat(KAFBAT.text()).isEqualTo("f1=ReadOnly kafbat 2027-03-01T12:00:00Z\n");
        assertThat(RestClients.parse(KAFBAT.text())).isEqualTo(KAFBAT);
    }

    @Test
    void oneThatIsRemovedIsNotAnsweredAndItsSecretIsStillToBeRemoved() {
        RestClients next = KAFBAT.next(Map.of(), Set.of(), NOW);

        assertThat(next.listed()).isEmpty();
        assertThat(next.leaving()).containsExactly("kafbat");
        assertThat(RestClients.parse(next.text())).isEqualTo(next);
        assertThat(next.withoutLeaving()).isEqualTo(RestClients.NONE);
    }

    @Test
    void oneThatComesBackBeforeItsSecretIsRemovedDoesNotLeave() {
        RestClients leaving = KAFBAT.next(Map.of(), Set.of(), NOW);

        RestClients next = leaving.next(Map.of("kafbat", wanted("f2", "kafbat", "ReadOnly")), Set.of("kafbat"), NOW);

        assertThat(next.leaving()).isEmpty();
        assertThat(next.listed()).containsOnlyKeys("f2");
    }

    @Test
    void theFormerCertificateIsAnsweredUntilItExpires() {
        Map<String, Wanted> renewed = Map.of("kafbat", wanted("f2", "kafbat", "Full"));

        assertThat(KAFBAT.next(renewed, Set.of("kafbat"), NOW).listed())
                .containsOnlyKeys("f1", "f2")
                .allSatisfy((fingerprint, client) -> assertThat(client.access()).isEqualTo("Full"));
        assertThat(KAFBAT.next(renewed, Set.of("kafbat"), END).listed()).containsOnlyKeys("f2");
    }

    @Test
    void oneWhoseSecretIsLostIsNotAnsweredWithTheCertificateThatWasInIt() {
        RestClients lost = KAFBAT.next(Map.of(), Set.of("kafbat"), NOW);

        assertThat(lost).isEqualTo(RestClients.NONE);
    }

    @Test
    void linesThatNobodyUnderstandsListNobody() {
        assertThat(RestClients.parse("f1=ReadOnly\nf2=Full x yesterday\nf3\n")).isEqualTo(RestClients.NONE);
        assertThat(RestClients.parse("f1=\\u00zz")).isEqualTo(RestClients.NONE);
    }

    private static Wanted wanted(String fingerprint, String name, String access) {
        return new Wanted(fingerprint, new Listed(name, access, END));
    }
}
