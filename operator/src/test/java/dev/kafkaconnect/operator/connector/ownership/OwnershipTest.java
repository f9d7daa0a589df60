package dev.kafkaconnect.operator.connector.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.api.ConnectClusterSpec;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.api.connectclusterspec.Connectors;
import dev.kafkaconnect.api.connectclusterspec.connectors.AllowedNamespaces;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.golden.GoldenCase;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.Disposition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    private static final ClusterId ID = new ClusterId("team", "payments");
    private static final String UID = "uid-of-payments";

    private final ConnectorsInMemory connectors = new ConnectorsInMemory();
    private final ConnectCluster cluster = new ConnectCluster();
    private final AllowedNamespaces allowed = new AllowedNamespaces();
    private final List<Connector> stored = new ArrayList<>();
    private final Ownership ownership = ownership();

    private Ownership ownership() {
        ConnectorIndex index = new ConnectorIndex();
        index.readFrom(connectors);
        Ownership made = new Ownership(index, () -> true);
        made.decideBy(
                new NamespaceAccess(namespace -> Map.of()),
                id -> id.equals(ID) ? Optional.of(cluster) : Optional.empty(),
                id -> stored);
        cluster.getMetadata().setNamespace(ID.namespace());
        cluster.getMetadata().setName(ID.name());
        cluster.getMetadata().setUid(UID);
        cluster.setSpec(new ConnectClusterSpec());
        cluster.getSpec().setConnectors(new Connectors());
        cluster.getSpec().getConnectors().setAllowedNamespaces(allowed);
        allowed.setFrom(AllowedNamespaces.From.Same);
        return made;
    }

    @Test
    void aConnectorThatCameAMomentAgoDescribesNow() {
        stored.add(made("team", 1));

        assertThat(ownership.describes(ID, "orders")).isFalse();
        assertThat(ownership.describesNow(ID, "orders")).isTrue();
        assertThat(ownership.describesNow(ID, "refunds")).isFalse();
    }

    @Test
    void aConnectorThatIsNotAdmittedDescribesNothingHoweverItIsAskedFor() {
        stored.add(made("elsewhere", 1));

        assertThat(ownership.describesNow(ID, "orders")).isFalse();
    }

    @Test
    void aConnectorThatIsNotAdmittedIsNobodysTwin() {
        Connector own = connector("team", 2);
        connector("elsewhere", 1);

        assertThat(ownership.olderTwin(own)).isEmpty();
        assertThat(ownership.hasTwin(own)).isFalse();
    }

    @Test
    void aConnectorThatIsNotAdmittedDescribesNothing() {
        connector("elsewhere", 1);

        assertThat(ownership.describes(ID, "orders")).isFalse();
        assertThat(disposition()).isEqualTo(Disposition.Unmanaged);
    }

    @Test
    void theOlderOfTwoAdmittedOnesIsInCharge() {
        Connector older = connector("team", 1);
        Connector younger = connector("team", 2);

        assertThat(ownership.olderTwin(younger)).contains(older);
        assertThat(ownership.olderTwin(older)).isEmpty();
        assertThat(ownership.hasTwin(older)).isTrue();
    }

    @Test
    void aConnectorThatWasThereBeforeItWasAdmittedTakesNothingFromWhoeverIsInCharge() {
        Connector own = connector("team", 2);
        Connector early = connector("elsewhere", 1);

        allowed.setFrom(AllowedNamespaces.From.All);

        assertThat(ownership.olderTwin(own)).isEmpty();
        assertThat(ownership.olderTwin(early)).contains(own);
    }

    @Test
    void anAdmittedConnectorInChargeKeepsWhatItHas() {
        Connector guest = recorded(connector("elsewhere", 1), UID);
        Connector own = connector("team", 2);

        allowed.setFrom(AllowedNamespaces.From.All);

        assertThat(ownership.olderTwin(own)).contains(guest);
    }

    @Test
    void oneWithoutConsentByNowStillDescribesItsConnectorButBarsNobody() {
        Connector guest = recorded(connector("elsewhere", 1), UID);
        assertThat(ownership.consent(guest, Optional.of(cluster))).isEqualTo(Consent.Withdrawn);
        assertThat(ownership.describes(ID, "orders")).isTrue();

        Connector own = connector("team", 2);

        assertThat(ownership.olderTwin(own)).isEmpty();
        assertThat(ownership.hasTwin(own)).isFalse();
        assertThat(ownership.hasTwin(guest)).isTrue();
    }

    @Test
    void theConsentOfAnEarlierClusterOfThatNameCountsForNothing() {
        recorded(connector("elsewhere", 1), "uid-of-an-earlier-one");

        assertThat(ownership.describes(ID, "orders")).isFalse();
    }

    @Test
    void aClusterThatIsGoneDoesNotTakeTheEvidenceWithIt() {
        Connector guest = recorded(connector("elsewhere", 1), UID);

        assertThat(ownership.consent(guest, Optional.empty())).isEqualTo(Consent.Withdrawn);
        assertThat(ownership.consent(connector("elsewhere", 2), Optional.empty()))
                .isEqualTo(Consent.None);
        assertThat(ownership.consent(connector("team", 3), Optional.empty())).isEqualTo(Consent.Given);
    }

    @Test
    void whatAnAdmittedConnectorRanLeavesWithIt() {
        Connector guest = recorded(connector("elsewhere", 1), UID);
        guest.getMetadata().setDeletionTimestamp("2026-01-31T11:59:00Z");

        assertThat(disposition()).isEqualTo(Disposition.Leaving);
    }

    @Test
    void aConnectorWhoseReferenceCannotBeReadConcernsTheClustersThatMayBeMeant() {
        Connector own = connector("team", 1);
        own.getSpec().setClusterRef(null);

        assertThat(ownership.unreadable(ID)).isTrue();
        assertThat(ownership.unreadable(new ClusterId("another", "payments"))).isFalse();
        assertThat(ownership.describes(ID, "orders")).isFalse();
    }

    private Disposition disposition() {
        return ownership.disposition(ID, "orders", Map.of(), InitialState.RUNNING);
    }

    private Connector connector(String namespace, int age) {
        return connectors.add(made(namespace, age));
    }

    private static Connector made(String namespace, int age) {
        Connector connector = GoldenCase.of("connectors", "minimal").resource("connector.yaml", Connector.class);
        connector.getMetadata().setNamespace(namespace);
        connector.getMetadata().setUid(namespace + "-" + age);
        connector.getMetadata().setCreationTimestamp("2026-01-31T10:00:0%dZ".formatted(age));
        connector.getSpec().getClusterRef().setNamespace(ID.namespace());
        return connector;
    }

    private static Connector recorded(Connector connector, String uid) {
        connector.setStatus(new ConnectorStatus());
        connector.getStatus().setAdmittedBy(uid);
        return connector;
    }
}
