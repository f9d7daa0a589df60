package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connector.check.ConfigCheck.Objection;
import dev.kafkaconnect.operator.connector.spec.DeadLetterQueue;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.kafka.topics.TopicSpec;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport;
import dev.kafkaconnect.operator.kafka.topics.TopicsReport.Problem;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterCheckTest {
    private static final DeadLetterQueue QUEUE =
            new DeadLetterQueue(new TopicSpec("dead letter", "dead", 1, 3), true, true);

    private final OpenSession open = new OpenSession();

    @BeforeEach
    void pluginsAreInstalled() {
        open.workers.answer(
                "plugins",
                List.of(
                        new InstalledPlugin("org.example.LinesSourceConnector", "source", "1.0"),
                        new InstalledPlugin("org.example.LinesSinkConnector", "sink", "1.0")));
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aSinkWhoseTopicIsAsItMustBeMayGoOn() throws ConnectFault {
        assertThat(ask("LinesSink")).isEmpty();
        assertThat(open.kafka.questions).containsExactly("ensure dead");
    }

    @Test
    void withoutAQueueNothingIsAsked() throws ConnectFault {
        assertThat(DeadLetterCheck.ask(open.session, Given.desired(TargetState.Running)))
                .isEmpty();
        assertThat(open.kafka.questions).isEmpty();
        assertThat(open.workers.requests()).doesNotContain("plugins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.example.LinesSourceConnector", "LinesSourceConnector", "LinesSource"})
    void aSourceCannotHaveOneHoweverItIsNamed(String connectorClass) throws ConnectFault {
        Objection objection = ask(connectorClass).orElseThrow();

        assertThat(objection.verdict().reason()).isEqualTo(Reason.ConfigInvalid);
        assertThat(objection.verdict().message()).contains("spec.deadLetterQueue is for sinks", connectorClass);
        assertThat(open.kafka.questions).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Mismatch, TopicMismatch", "NotAuthorized, KafkaRefused", "RefusedByKafka, KafkaRefused"})
    void aTopicThatIsRefusedStallsTheConnector(Problem problem, Reason reason) throws ConnectFault {
        open.kafka.deadLetters = new TopicsReport.Refused(problem, "dead is wrong", List.of());

        assertThat(ask("LinesSink").orElseThrow().verdict()).isEqualTo(new Verdict.Stalled(reason, "dead is wrong"));
    }

    @ParameterizedTest
    @CsvSource({"Missing, TopicMissing", "TooFewBrokers, TooFewBrokers", "NotAuthenticated, KafkaAuthenticationFailed"})
    void whatOthersMayYetCreateIsAwaited(Problem problem, Reason reason) throws ConnectFault {
        open.kafka.deadLetters = new TopicsReport.Refused(problem, "dead is missing", List.of());

        assertThat(ask("LinesSink").orElseThrow().verdict()).isEqualTo(new Verdict.Awaiting(reason, "dead is missing"));
    }

    @Test
    void aSilentKafkaIsWaitedFor() throws ConnectFault {
        open.kafka.deadLetters = new TopicsReport.Unreachable("no answer");

        assertThat(ask("LinesSink").orElseThrow().verdict())
                .isEqualTo(new Verdict.Progressing(Reason.KafkaUnreachable, "no answer"));
    }

    @Test
    void aTopicThatWasDeletedSinceIsCreatedAgain() {
        await().until(() -> later().isEmpty() && open.kafka.questions.contains("ensure dead"));
    }

    @Test
    void anotherNumberOfPartitionsThanTheSpecWantsByNowIsTold() {
        open.kafka.partitions.put("dead", 3);
        open.kafka.deadLetters = new TopicsReport.Refused(Problem.Mismatch, "dead has 3 partitions", List.of());

        await().until(
                        () -> later(),
                        found -> found.equals(
                                Optional.of(new Verdict.Stalled(Reason.TopicMismatch, "dead has 3 partitions"))));
    }

    @Test
    void aTopicThatIsAsTheSpecWantsItIsLeftAlone() {
        open.kafka.partitions.put("dead", 1);

        await().until(() -> later().isEmpty() && open.kafka.questions.contains("partitions dead"));

        assertThat(later()).isEmpty();
        assertThat(open.kafka.questions).doesNotContain("ensure dead");
    }

    private Optional<Verdict> later() {
        return DeadLetterCheck.later(open.session, Given.with(QUEUE, Given.desired(Map.of(), TargetState.Running)));
    }

    private Optional<Objection> ask(String connectorClass) throws ConnectFault {
        return DeadLetterCheck.ask(
                open.session,
                Given.with(QUEUE, Given.desired(Map.of("connector.class", connectorClass), TargetState.Running)));
    }
}
