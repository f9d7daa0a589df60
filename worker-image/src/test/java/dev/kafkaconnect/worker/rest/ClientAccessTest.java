package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.worker.rest.ClientAccess.Caller;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAccessTest {
    private final ClientAccess admission = new ClientAccess("payments-rest.team.svc", ListedClients.NONE);

    @ParameterizedTest
    @CsvSource({
        "GET, health, true",
        "HEAD, health, false",
        "POST, health, false",
        "GET, health/x, false",
        "GET, '', false",
        "GET, connectors, false",
        "POST, connectors, false",
        "PUT, connectors/x/config, false",
        "DELETE, connectors/x, false",
        "GET, admin/loggers, false",
        "PUT, admin/loggers/root, false",
        "GET, connector-plugins, false",
        "OPTIONS, connectors, false"
    })
    void withoutTlsTheProbesAreAnsweredAndNothingElse(String method, String path, boolean answered) {
        assertThat(admission.refusal(new Caller.Unencrypted(), method, path).isEmpty())
                .isEqualTo(answered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments-rest.team.svc", "Payments-REST.team.svc", "*.team.svc"})
    void aCertificateThatIsValidForTheClusterIsAnswered(String name) {
        assertThat(admission.refusal(certified("another.name", name), "POST", "connectors"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders-rest.team.svc",
                "payments-rest.other.svc",
                "payments-rest.team.svc.evil",
                "x.payments-rest.team.svc",
                "*.svc",
                "*.payments-rest.team.svc",
                "*",
                "payments-rest",
                ""
            })
    void aCertificateForSomebodyElseIsRefusedWithTheNameThatItLacks(String name) {
        assertThat(admission.refusal(certified(name), "GET", "health"))
                .hasValueSatisfying(why -> assertThat(why).contains("CN=x", "payments-rest.team.svc"));
    }

    @Test
    void aCertificateWithoutNamesIsRefused() {
        assertThat(admission.refusal(certified(), "GET", "connectors")).isPresent();
    }

    private static Caller certified(String... hosts) {
        return new Caller.Certified("CN=x", Set.of(hosts), "f1");
    }
}
