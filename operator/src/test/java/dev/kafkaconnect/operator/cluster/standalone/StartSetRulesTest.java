package dev.kafkaconnect.operator.cluster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.Observations;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Disposition;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RunState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartSetRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Map<String, String> CONFIG = Map.of("name", "orders", "file", "new");

    private final Map<String, Disposition> fates = new HashMap<>(Map.of("orders", Disposition.Managed));
    private @Nullable Instant deleted;

    @ParameterizedTest
    @CsvSource({"Running, RUNNING", "Paused, PAUSED", "Stopped, STOPPED", "Failed, RUNNING"})
    void whatTheWorkerHasIsKeptInItsState(RunState seen, InitialState kept) {
        assertThat(next(Map.of(), seen(seen))).isEqualTo(stored("new", kept));
    }

    @Test
    void aFailedConnectorKeepsTheStateThatItWasToHave() {
        assertThat(next(stored("new", InitialState.PAUSED), seen(RunState.Failed)))
                .isEqualTo(stored("new", InitialState.PAUSED));
    }

    @Test
    void aChangedConfigurationIsKeptOnceTheWorkerHasIt() {
        fates.put("orders", Disposition.Outdated);

        assertThat(next(stored("old", InitialState.RUNNING), seen(RunState.Running)))
                .isEqualTo(stored("new", InitialState.RUNNING));
    }

    @Test
    void aConnectorThatIsDescribedAndNotSeenIsKept() {
        assertThat(next(stored("new", InitialState.RUNNING), nobody())).containsOnlyKeys("orders");
    }

    @Test
    void aConnectorThatNobodyDescribesIsKeptAsLongAsTheWorkerHasIt() {
        fates.put("orders", Disposition.Unmanaged);

        assertThat(next(Map.of(), seen(RunState.Running))).containsOnlyKeys("orders");
        assertThat(next(stored("new", InitialState.RUNNING), nobody())).isEmpty();
        assertThat(next(stored("new", InitialState.RUNNING), new ClusterView.NoWorkers()))
                .containsOnlyKeys("orders");
    }

    @Test
    void anOldObservationDoesNotBringBackWhatWasDeletedSince() {
        fates.put("orders", Disposition.Unmanaged);
        deleted = NOW.plusMillis(1);

        assertThat(next(Map.of(), seen(RunState.Running))).isEmpty();
    }

    @Test
    void aConnectorThatIsToBeDeletedIsTakenOffBefore() {
        fates.put("orders", Disposition.Leaving);

        assertThat(next(stored("new", InitialState.RUNNING), seen(RunState.Running)))
                .isEmpty();
        assertThat(next(stored("new", InitialState.RUNNING), new ClusterView.NoWorkers()))
                .isEmpty();
        assertThat(next(stored("new", InitialState.RUNNING), new ClusterView.NotYet()))
                .isEmpty();
    }

    @Test
    void aConnectorThatIsToBeLeftStoppedIsKeptStoppedBefore() {
        fates.put("orders", Disposition.Stopping);

        assertThat(next(stored("new", InitialState.RUNNING), seen(RunState.Running)))
                .isEqualTo(stored("new", InitialState.STOPPED));
        assertThat(next(stored("new", InitialState.RUNNING), new ClusterView.NoWorkers()))
                .isEqualTo(stored("new", InitialState.STOPPED));
    }

    @Test
    void aWorkerThatIsAwayFindsTheOldConfigurationWhenItComesBack() {
        fates.put("orders", Disposition.Outdated);

        assertThat(next(stored("old", InitialState.RUNNING), new ClusterView.NoWorkers()))
                .containsOnlyKeys("orders");
    }

    @Test
    void aWorkerThatEndsAgainAndAgainIsNotStartedWithWhatIsWantedOtherwiseByNow() {
        fates.put("orders", Disposition.Outdated);

        assertThat(accepted().next(stored("old", InitialState.RUNNING), new ClusterView.NoWorkers(), true))
                .isEmpty();
        fates.put("orders", Disposition.Managed);
        assertThat(accepted().next(stored("old", InitialState.RUNNING), new ClusterView.NoWorkers(), true))
                .containsOnlyKeys("orders");
    }

    private Map<String, StartSetEntry> next(Map<String, StartSetEntry> stored, ClusterView view) {
        return accepted().next(stored, view, false);
    }

    private StartSetRules accepted() {
        return new StartSetRules(new StartSetRules.Fates() {
            @Override
            public Disposition of(String name, Map<String, String> config, InitialState state) {
                return fates.getOrDefault(name, Disposition.Unmanaged);
            }

            @Override
            public boolean deletedSince(String name, Instant asOf) {
                return deleted != null && deleted.isAfter(asOf);
            }
        });
    }

    private static ClusterView seen(RunState state) {
        ObservedConnector connector = Observations.connector(CONFIG, state, null, state);
        return new ClusterView.Seen(Map.of("orders", connector), NOW);
    }

    private static ClusterView nobody() {
        return new ClusterView.Seen(Map.of(), NOW);
    }

    private static StartSetEntry stored(InitialState state, String file) {
        return new StartSetEntry("orders", new TreeMap<>(Map.of("name", "orders", "file", file)), state);
    }

    private static Map<String, StartSetEntry> stored(String file, InitialState state) {
        return Map.of("orders", stored(state, file));
    }
}
