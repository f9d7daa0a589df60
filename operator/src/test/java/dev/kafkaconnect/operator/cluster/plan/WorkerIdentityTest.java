package dev.kafkaconnect.operator.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.cluster.Clusters;
import dev.kafkaconnect.operator.cluster.resources.WorkerSet;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.kafka.topics.OwnMembers;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkerIdentityTest {
    private static final ClusterPlan PLAN = Clusters.plan(Clusters.cluster("team", "payments"));
    private static final String NOW = "team.payments-uid-of-team-payments";
    private static final String BEFORE = "team.payments-uid-before";

    @Test
    void workersThatAreMadeAnewHaveTheIdOfTheirCluster() {
        assertThat(WorkerIdentity.kept(PLAN, null)).isEqualTo(NOW);
    }

    @Test
    void workersThatAreAdoptedKeepTheirIdAndSoTheirTemplate() {
        StatefulSet adopted = WorkerSet.of(known(BEFORE));

        ClusterPlan plan = known(WorkerIdentity.kept(PLAN, adopted));

        assertThat(WorkerSet.of(plan).getSpec().getTemplate())
                .isEqualTo(adopted.getSpec().getTemplate());
    }

    @Test
    void anIdThatIsNoneOfThisClusterIsNotKept() {
        assertThat(WorkerIdentity.kept(PLAN, WorkerSet.of(known("other.cluster-uid"))))
                .isEqualTo(NOW);
    }

    private static ClusterPlan known(String clientId) {
        return PLAN.continued(PLAN.workerImage(), clientId, PLAN.rest().stage());
    }

    @Test
    void podsOfAFormerClusterAreAboutToLeave() {
        assertThat(members(null, pod(BEFORE, "former-set", null)))
                .isEqualTo(new OwnMembers(Set.of(NOW), Set.of(BEFORE)));
    }

    @Test
    void podsThatTerminateAreAboutToLeave() {
        assertThat(members(null, pod(BEFORE, null, "2026-01-01T00:00:00Z")))
                .isEqualTo(new OwnMembers(Set.of(NOW), Set.of(BEFORE)));
    }

    @Test
    void podsThatNobodyOwnsAreTheClustersOwn() {
        assertThat(members(null, pod(BEFORE, null, null))).isEqualTo(new OwnMembers(Set.of(NOW, BEFORE), Set.of()));
    }

    @Test
    void aPodThatTerminatesInARolloutIsNoFormerWorker() {
        assertThat(members("set", pod(NOW, "set", "2026-01-01T00:00:00Z")))
                .isEqualTo(new OwnMembers(Set.of(NOW), Set.of()));
    }

    private static OwnMembers members(@Nullable String workersUid, Pod pod) {
        StatefulSet workers = workersUid == null
                ? null
                : new StatefulSetBuilder(WorkerSet.of(PLAN))
                        .editMetadata()
                        .withUid(workersUid)
                        .endMetadata()
                        .build();
        return WorkerIdentity.members(PLAN, workers, List.of(pod));
    }

    private static Pod pod(String clientId, @Nullable String ownerUid, @Nullable String deleted) {
        List<OwnerReference> owners = ownerUid == null
                ? List.of()
                : List.of(new OwnerReferenceBuilder().withUid(ownerUid).build());
        return new PodBuilder()
                .withNewMetadata()
                .withAnnotations(Map.of(WorkerPodNames.PROPERTIES, "bootstrap.servers=x\nclient.id=" + clientId + "\n"))
                .withOwnerReferences(owners)
                .withDeletionTimestamp(deleted)
                .endMetadata()
                .build();
    }
}
