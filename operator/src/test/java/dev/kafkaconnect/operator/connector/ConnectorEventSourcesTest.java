package dev.kafkaconnect.operator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.ownership.ConnectorIndex;
import dev.kafkaconnect.operator.connector.ownership.Ownership;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.ObservationListener;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.references.ReferencesInMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectorEventSourcesTest {
    private final OpenSession open = new OpenSession();
    private final List<ClusterId> changed = new ArrayList<>();
    private final ConnectorEventSources sources = new ConnectorEventSources(
            new Ownership(new ConnectorIndex(), () -> true),
            open.sessions,
            new ReferencesInMemory(),
            true,
            OpenSession.CLOCK);
    private final Connector connector =
            GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);

    @BeforeEach
    void listen() {
        connector.getMetadata().setUid("uid");
        open.sessions.addListener(new ObservationListener() {
            @Override
            public void connectorsChanged(ClusterId cluster, Set<String> names) {}

            @Override
            public void reachabilityChanged(ClusterId cluster) {}

            @Override
            public void ownershipChanged(ClusterId cluster) {
                changed.add(cluster);
            }
        });
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aConnectorBeginsToBeLookedAfterOnce() {
        TrackedConnector first = sources.track(connector);

        assertThat(sources.track(connector)).isSameAs(first);
        assertThat(sources.recall(connector)).isSameAs(first);
        assertThat(changed).containsExactly(new ClusterId("team", "payments"));
    }

    @Test
    void whatIsOnlyRecalledIsNotLookedAfter() {
        TrackedConnector recalled = sources.recall(connector);

        assertThat(recalled.state().offsets().appearedAt()).isEqualTo(OpenSession.NOW);
        assertThat(changed).isEmpty();
    }
}
