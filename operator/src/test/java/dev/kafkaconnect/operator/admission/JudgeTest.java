package dev.kafkaconnect.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.selection.WatchSelector;
import dev.kafkaconnect.operator.serialization.LenientSerialization;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final String CONNECTOR = "{\"metadata\": {\"name\": \"orders\"}, \"spec\": {\"class\": \"Sink\"}}";

    private final CountDownLatch asked = new CountDownLatch(1);
    private Judge judge = judge(
            Set.of(),
            connector -> new Opinion.Refused("no " + connector.getMetadata().getName()));

    private interface OfConnector {
        Opinion of(Connector connector) throws InterruptedException;
    }

    @AfterEach
    void close() {
        judge.close();
    }

    @Test
    void saysWhatIsSaidOfTheResource() throws IOException {
        assertThat(judge.judge(AdmissionReviewTest.review("CREATE", CONNECTOR, "null")))
                .isEqualTo(new Opinion.Refused("no orders"));
    }

    @Test
    void namespacesThatAreNotWatchedAreNobodysBusiness() throws IOException {
        judge = judge(Set.of("another"), connector -> new Opinion.Refused("no"));

        assertThat(judge.judge(AdmissionReviewTest.review("CREATE", CONNECTOR, "null")))
                .isEqualTo(Opinion.accepted());
    }

    @Test
    void resourcesThatAnotherOperatorSelectsAreNobodysBusiness() throws IOException {
        judge = judge(Set.of(), WatchSelector.parse("shard=a"), connector -> new Opinion.Refused("no"));
        String labelled = CONNECTOR.replace("\"orders\"", "\"orders\", \"labels\": {\"shard\": \"a\"}");

        assertThat(judge.judge(AdmissionReviewTest.review("CREATE", CONNECTOR, "null")))
                .isEqualTo(Opinion.accepted());
        assertThat(judge.judge(AdmissionReviewTest.review("CREATE", labelled, "null")))
                .isEqualTo(new Opinion.Refused("no"));
    }

    @Test
    void aCheckThatFailsOrHangsLetsTheResourcePassWithAWarning() throws IOException {
        judge = judge(Set.of(), connector -> {
            throw new IllegalStateException("a mistake");
        });
        assertThat(judge.judge(AdmissionReviewTest.review("CREATE", CONNECTOR, "null")))
                .hasToString(
                        "Accepted[warnings=[the operator did not check this resource: the check failed; the log of the operator says why]]");

        judge = judge(Set.of(), connector -> {
            new CountDownLatch(1).await();
            return Opinion.accepted();
        });
        assertThat(judge.judge(AdmissionReviewTest.review("CREATE", CONNECTOR, "null")))
                .hasToString(
                        "Accepted[warnings=[the operator did not check this resource: the workers did not answer within 3 s]]");
    }

    /** Workers that hang hold their threads until they end, interrupted or not. */
    @Test
    void checksThatHangAreLimitedInNumber() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        judge = judge(Set.of(), connector -> {
            asked.countDown();
            boolean ended = false;
            while (!ended) {
                try {
                    end.await();
                    ended = true;
                } catch (InterruptedException ignored) {
                    ended = false;
                }
            }
            return Opinion.accepted();
        });
        AdmissionReview review = AdmissionReviewTest.review("CREATE", CONNECTOR, "null");
        for (int number = 0; number < 6; number++) {
            Thread.ofVirtual().start(() -> judge.judge(review));
        }
        asked.await();

        await().until(() -> judge.judge(review).toString().contains("too many checks are under way"));
        end.countDown();
    }

    private static Judge judge(Set<String> namespaces, OfConnector opinion) {
        return judge(namespaces, WatchSelector.EVERYTHING, opinion);
    }

    private static Judge judge(Set<String> namespaces, WatchSelector selector, OfConnector opinion) {
        return new Judge(new Judge.Scope(namespaces, selector), LenientSerialization.create(), new Judge.Opinions() {
            @Override
            public Opinion ofConnector(Connector connector) throws InterruptedException {
                return opinion.of(connector);
            }

            @Override
            public Opinion ofCluster(ConnectCluster cluster) {
                return Opinion.accepted();
            }
        });
    }
}
