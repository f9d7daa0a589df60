package dev.kafkaconnect.operator.tls;

import static dev.kafkaconnect.operator.tls.Certificated.NOW;
import static dev.kafkaconnect.operator.tls.Certificated.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTlsTest {
    private static final Set<String> HOSTS = Set.of("operator-webhook.operators.svc");
    private final WebhookTls made = WebhookTls.next(null, OWNER, HOSTS, NOW);

    @Test
    void isForTheServiceAndIsReadBackTheSame() {
        assertThat(Certificates.hosts(made.server().certificate())).isEqualTo(HOSTS);
        assertThat(made.server().isIssuedBy(made.trusted().getFirst())).isTrue();
        assertThat(WebhookTls.read(made.data())).hasValue(made);
        assertThat(WebhookTls.next(made, OWNER, HOSTS, NOW.plus(Duration.ofDays(304))))
                .isEqualTo(made);
    }

    @Test
    void isRenewedInTimeAndTheFormerAuthorityIsTrustedForReplicasThatStillShowIt() {
        WebhookTls renewed = WebhookTls.next(made, OWNER, HOSTS, NOW.plus(Duration.ofDays(306)));

        assertThat(renewed.server()).isNotEqualTo(made.server());
        assertThat(renewed.trusted()).hasSize(2).contains(made.trusted().getFirst());
        assertThat(renewed.token()).as("of the path, which others know").isEqualTo(made.token());
        assertThat(WebhookTls.next(renewed, OWNER, Set.of("other.svc"), NOW.plus(Duration.ofDays(307)))
                        .trusted())
                .hasSize(2);
    }

    @Test
    void noTwoHaveTheSameTokenAndNoTextTellsIt() {
        assertThat(WebhookTls.next(null, OWNER, HOSTS, NOW).token()).isNotEqualTo(made.token());
        assertThat(made.toString()).doesNotContain(made.token());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key", "ca.crt", "token"})
    void ofWhichAPartIsMissingIsMadeAnew(String key) {
        Map<String, byte[]> data = new HashMap<>(made.data());
        data.remove(key);

        assertThat(WebhookTls.read(data)).isEmpty();
    }
}
