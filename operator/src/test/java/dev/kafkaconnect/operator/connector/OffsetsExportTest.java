package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connector.OffsetsExport.Kept;
import dev.kafkaconnect.operator.connector.OffsetsExport.Progress;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.advice.OffsetsListing;
import dev.kafkaconnect.operator.connector.refusal.FailureText;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffsetsExportTest {
    private static final ConnectorOffset OFFSET = offset("orders", 0);

    private final OpenSession open = new OpenSession();
    private final List<String> kept = new ArrayList<>();
    private Kept answer = new Kept.In("orders-offsets");

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void withoutTheAnnotationNothingIsAsked() {
        assertThat(advance(null, Advice.NONE).advice()).isEqualTo(Advice.NONE);
        assertThat(open.workers.requests()).doesNotContain("offsets");
    }

    @Test
    void whatIsListedIsWhatCanBeSet() {
        open.workers.answer("offsets", List.of(OFFSET, offset("orders", 1)));

        Advice after = advance("now", Advice.NONE).advice();

        assertThat(kept).containsExactly("""
            [
              {"partition":{"kafka_topic":"orders"},"offset":{"kafka_offset":0}},
              {"partition":{"kafka_topic":"orders"},"offset":{"kafka_offset":1}}
            ]
            """);
        assertThat(after.listing()).isEqualTo(OffsetsListing.done("now", "orders-offsets", OpenSession.NOW));
    }

    @Test
    void eachValueIsCarriedOutOnce() {
        open.workers.answer("offsets", List.of(OFFSET));
        Advice after = advance("one", Advice.NONE).advice();

        assertThat(advance("one", after).advice()).isEqualTo(after);
        advance("two", after);

        assertThat(kept).hasSize(2);
    }

    @Test
    void noOffsetsAreAnEmptyList() {
        open.workers.answer("offsets", List.of());

        advance("now", Advice.NONE);

        assertThat(kept).containsExactly("[]\n");
    }

    @Test
    void workersThatAreBusyAreAskedAgain() {
        open.workers.answer("offsets", new ConnectFault.Busy("a rebalance is expected"));

        Progress progress = advance("now", Advice.NONE);

        assertThat(progress.advice()).isEqualTo(Advice.NONE);
        assertThat(progress.again()).isLessThan(Assessment.RESYNC);
    }

    @Test
    void workersThatCannotTellAreToldOf() {
        open.workers.answer("offsets", new ConnectFault.Broken("the plug-in is broken"));

        assertThat(message(advance("now", Advice.NONE))).contains("the plug-in is broken");
    }

    @Test
    void valuesAreTakenOutOfWhatTheySayBeforeItIsCutShort() {
        String before = "x".repeat(FailureText.LONGEST - 5);
        open.workers.answer("offsets", new ConnectFault.Broken(before + "hunter2"));
        RedactedSession session = open.sessions
                .find(new ClusterId("team", "payments"), text -> text.replace("hunter2", "[hidden]"))
                .orElseThrow();

        assertThat(message(advance("now", Advice.NONE, session)))
                .endsWith("x[hid…")
                .doesNotContain("hunt");
    }

    @Test
    void moreThanAConfigMapHoldsIsToldWithItsSize() {
        open.workers.answer(
                "offsets",
                IntStream.range(0, 20_000).mapToObj(i -> offset("orders", i)).toList());

        assertThat(message(advance("now", Advice.NONE)))
                .containsPattern("the offsets take 1\\d{6} bytes, more than the 1000000 that fit")
                .contains("GET /connectors/orders/offsets");
        assertThat(kept).isEmpty();
    }

    @Test
    void whatBelongsToSomebodyElseIsToldOf() {
        open.workers.answer("offsets", List.of(OFFSET));
        answer = new Kept.Nowhere("it is not ours");

        assertThat(message(advance("now", Advice.NONE))).isEqualTo("it is not ours");
    }

    @Test
    void aBusyKubernetesIsAskedAgain() {
        open.workers.answer("offsets", List.of(OFFSET));
        answer = new Kept.NotYet();

        assertThat(advance("now", Advice.NONE).advice().listing()).isNull();
    }

    private Progress advance(@Nullable String annotation, Advice aside) {
        return advance(annotation, aside, open.session);
    }

    private Progress advance(@Nullable String annotation, Advice aside, RedactedSession session) {
        Connector connector = new Connector();
        if (annotation != null) {
            connector.getMetadata().setAnnotations(Map.of("kafkaconnect.dev/list-offsets", annotation));
        }
        OffsetsExport export = new OffsetsExport(
                (owner, offsets) -> {
                    kept.add(offsets);
                    return answer;
                },
                OpenSession.CLOCK);
        return export.advance(connector, Given.desired(TargetState.Running), aside, session);
    }

    private static @Nullable String message(Progress progress) {
        return Objects.requireNonNull(progress.advice().listing()).message();
    }

    private static ConnectorOffset offset(String topic, int offset) {
        return new ConnectorOffset(Map.of("kafka_topic", topic), Map.of("kafka_offset", offset));
    }
}
