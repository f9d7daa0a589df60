package dev.kafkaconnect.operator.connector.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreachableSystemTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error while validating connector config: The connection attempt failed.",
                "Error while validating connector config: Connection to db:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.",
                "FATAL: the database system is starting up",
                "Unable to connect: Communications link failure",
                "Unable to connect. The TCP/IP connection to the host db, port 1433 has failed. Error: \"db\"",
                "Failed to resolve Oracle database version: IO Error: The Network Adapter could not establish the connection",
                "Unable to connect: Timed out while waiting for a server that matches ReadPreferenceServerSelector",
                "java.net.UnknownHostException: db.example.com"
            })
    void aSystemThatDoesNotAnswerMayDoSoLater(String refusal) {
        assertThat(UnreachableSystem.verdict(List.of(refusal), "refused")).isInstanceOf(Verdict.Awaiting.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to connect: Access denied for user 'debezium'@'10.0.0.1' (using password: YES)",
                "Error while validating connector config: FATAL: password authentication failed for user \"debezium\"",
                "Missing required configuration \"topic\" which has no default value."
            })
    void whatIsWrongDoesNotBecomeRightByWaiting(String refusal) {
        assertThat(UnreachableSystem.verdict(List.of(refusal), "refused")).isInstanceOf(Verdict.Stalled.class);
    }

    @Test
    void oneErrorThatIsWrongIsEnough() {
        Verdict verdict = UnreachableSystem.verdict(List.of("Connection refused", "Invalid value x"), "refused");

        assertThat(verdict).isInstanceOf(Verdict.Stalled.class);
    }
}
