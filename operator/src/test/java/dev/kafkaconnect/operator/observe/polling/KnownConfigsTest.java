package dev.kafkaconnect.operator.observe.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.ConnectorListing.Info;
import dev.kafkaconnect.operator.connect.ConnectorListing.TaskId;
import dev.kafkaconnect.operator.kafka.records.ConfigRecord;
import dev.kafkaconnect.operator.observe.Listings;
import dev.kafkaconnect.operator.observe.ManualClock;
import dev.kafkaconnect.operator.observe.view.ConfigGaps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownConfigsTest {
    private static final Set<String> ORDERS = Set.of("orders");
    private static final ConnectorListing.Status STATUS =
            Objects.requireNonNull(Listings.all("RUNNING", "one:8083").status());

    private final ManualClock clock = new ManualClock();
    private final KnownConfigs configs = new KnownConfigs(clock);

    private static ConnectorListing orders(String topic, int tasks) {
        return new ConnectorListing(
                new Info(
                        Map.of("topic", topic),
                        IntStream.range(0, tasks).mapToObj(TaskId::new).toList()),
                STATUS);
    }

    private void listed(String topic) {
        listed(topic, Duration.ZERO);
    }

    private void listed(String topic, Duration took) {
        Instant asOf = clock.instant();
        clock.advance(took);
        configs.learn(Map.of("orders", orders(topic, 1)), asOf);
    }

    private void heard(ConfigRecord... records) {
        configs.onRecords(List.of(records));
    }

    private static ConfigRecord configured(String topic) {
        return new ConfigRecord.Configured("orders", Map.of("topic", topic));
    }

    private Info info() {
        ConnectorListing known = Objects.requireNonNull(
                configs.complete(Map.of("orders", STATUS)).get("orders"));
        return Objects.requireNonNull(known.info());
    }

    private ConfigGaps gaps() {
        configs.complete(Map.of("orders", STATUS));
        return configs.gaps(ORDERS);
    }

    /** Records are followed, and nothing was missed. */
    private void follows() {
        configs.onConnected();
        listed("lines");
    }

    @Test
    void remembersWhenTheWorkersLastBeganAConnectorOrTasks() {
        follows();
        Instant listed = clock.instant();
        assertThat(configs.lastBegun()).isEqualTo(listed);

        clock.advance(Duration.ofSeconds(1));
        heard(configured("pages"));
        listed("pages");
        assertThat(configs.lastBegun()).as("after a change").isEqualTo(listed);

        heard(new ConfigRecord.Configured("payments", Map.of("topic", "lines")));
        assertThat(configs.lastBegun()).as("after a new one").isEqualTo(clock.instant());

        clock.advance(Duration.ofSeconds(1));
        heard(new ConfigRecord.TaskCount("payments", 3));
        assertThat(configs.lastBegun()).as("after its tasks").isEqualTo(clock.instant());
    }

    @Test
    void beginsWithAListing() {
        assertThat(configs.isListingDue()).isTrue();

        listed("lines");

        assertThat(info()).isEqualTo(orders("lines", 1).info());
    }

    @Test
    void listsAgainAndAgainWhereTheConfigTopicIsNotFollowed() {
        listed("lines", Duration.ofMillis(100));
        assertThat(configs.isListingDue()).isFalse();

        clock.advance(Duration.ofSeconds(2));

        assertThat(configs.isListingDue()).isTrue();
    }

    @Test
    void listsRarelyWhileItHearsOfEachChange() {
        follows();

        clock.advance(KnownConfigs.BETWEEN_VERIFICATIONS.minusMillis(1));
        assertThat(configs.isListingDue()).isFalse();
        clock.advance(Duration.ofMillis(1));

        assertThat(configs.isListingDue()).isTrue();
    }

    @Test
    void verifiesInProportionToTheCostOfAListing() {
        configs.onConnected();
        listed("lines", Duration.ofSeconds(3));

        clock.advance(Duration.ofSeconds(299));
        assertThat(configs.isListingDue()).isFalse();
        clock.advance(Duration.ofSeconds(1));

        assertThat(configs.isListingDue()).isTrue();
    }

    @Test
    void listsOnceRecordsAreHeardAgain() {
        follows();
        configs.onDisconnected();
        clock.advance(Duration.ofSeconds(1));

        configs.onConnected();

        assertThat(configs.isListingDue()).isTrue();
    }

    @Test
    void aRecordTellsTheNewConfigurationWithoutAListing() {
        follows();

        heard(configured("others"), new ConfigRecord.TaskCount("orders", 2));

        assertThat(info()).isEqualTo(orders("others", 2).info());
        assertThat(configs.isListingDue()).isFalse();
    }

    @Test
    void aListingOfAWorkerThatLagsBehindDoesNotUndoARecord() {
        follows();
        heard(configured("others"));
        clock.advance(KnownConfigs.READ_BY_ALL.minusMillis(1));

        listed("lines");

        assertThat(info().config()).containsEntry("topic", "others");
    }

    @Test
    void aListingIsRightAboutWhatWasHeardLongAgo() {
        follows();
        heard(configured("others"));
        clock.advance(KnownConfigs.READ_BY_ALL);

        listed("lines");

        assertThat(info().config()).containsEntry("topic", "lines");
    }

    @Test
    void aConnectorOfWhichOnlyTheStateIsKnownIsUnread() {
        follows();
        heard(new ConfigRecord.Deleted("orders"));
        Instant since = clock.instant();

        assertThat(gaps().unread()).containsExactly(Map.entry("orders", since));
        assertThat(configs.isListingDue()).as("it may be deleted").isFalse();

        clock.advance(KnownConfigs.PATIENCE);
        assertThat(gaps().unread()).containsExactly(Map.entry("orders", since));
        assertThat(configs.isListingDue()).isTrue();
    }

    @Test
    void aConfigurationIsOutdatedFromTheWriteUntilItsRecordIsHeard() {
        follows();
        configs.begin("orders");
        Instant sent = clock.instant();
        clock.advance(Duration.ofMillis(20));
        configs.end("orders", true);

        assertThat(gaps().outdated()).containsExactly(Map.entry("orders", sent));
        heard(configured("others"));

        assertThat(gaps()).isEqualTo(ConfigGaps.NONE);
    }

    @Test
    void aWriteThatTheWorkersRefusedChangesNothing() {
        follows();

        configs.begin("orders");
        configs.end("orders", false);

        assertThat(gaps()).isEqualTo(ConfigGaps.NONE);
    }

    @Test
    void listsWhenAWriteIsNotHeardOf() {
        follows();
        configs.begin("orders");
        configs.end("orders", true);
        assertThat(configs.isListingDue()).isFalse();

        clock.advance(KnownConfigs.PATIENCE);
        assertThat(configs.isListingDue()).isTrue();
        listed("others");

        assertThat(gaps()).isEqualTo(ConfigGaps.NONE);
    }

    @Test
    void aListingThatWasAskedForBeforeTheEndOfAWriteDoesNotShowItsEffect() {
        follows();
        configs.begin("orders");
        listed("lines", Duration.ofMillis(50));
        configs.end("orders", true);

        assertThat(gaps().outdated()).containsOnlyKeys("orders");
    }

    @Test
    void aListingMayTakeLongerThanTheLastOneWithinLimits() {
        assertThat(configs.limit()).hasSeconds(8);
        listed("lines", Duration.ofSeconds(4));
        assertThat(configs.limit()).hasSeconds(16);
        listed("lines", Duration.ofSeconds(12));
        assertThat(configs.limit()).hasSeconds(30);
    }

    @Test
    void aListingThatFailedIsRepeatedAfterAPause() {
        Instant asOf = clock.instant();
        clock.advance(Duration.ofSeconds(8));
        configs.listingFailed(asOf);

        assertThat(configs.isListingDue()).isFalse();
        clock.advance(Duration.ofSeconds(10));

        assertThat(configs.isListingDue()).isTrue();
    }
}
