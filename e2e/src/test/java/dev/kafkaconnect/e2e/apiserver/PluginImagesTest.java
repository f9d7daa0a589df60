package dev.kafkaconnect.e2e.apiserver;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kafkaconnect.api.connectclusterstatus.Plugins;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import dev.kafkaconnect.e2e.support.operator.ClusterScenario;
import dev.kafkaconnect.e2e.support.operator.OperatorBench;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plug-ins as the API server keeps them, which here is one that takes images for volumes. */
@Tag("apiserver")
class PluginImagesTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @RegisterExtension
    final OperatorBench operator = new OperatorBench(API);

    private final UserActions wanted = new UserActions(API);
    private final WorkerPlayer workers = new WorkerPlayer(API, "example");

    @BeforeEach
    void aClusterWithPlugIns() {
        ClusterScenario.ready(wanted, workers, """
                kafka:
                  bootstrapServers: kafka:9092
                plugins:
                - {name: jdbc-1-2, image: 'registry.example.com/jdbc:1.2'}
                - {name: jdbc-latest, image: 'registry.example.com/jdbc'}
                """);
    }

    @Test
    void each_is_a_volume_of_its_own_and_a_second_pass_writes_nothing() {
        int writes = operator.settle(workers);

        operator.passTwice(workers);

        assertThat(operator.writes().after(writes)).isEmpty();
        assertThat(pod().getInitContainers()).isEmpty();
        assertThat(pod().getVolumes())
                .filteredOn(volume -> volume.getImage() != null)
                .extracting(Volume::getName, volume -> volume.getImage().getReference())
                .containsExactly(
                        tuple("plugin-jdbc-1-2", "registry.example.com/jdbc:1.2"),
                        tuple("plugin-jdbc-latest", "registry.example.com/jdbc"));
    }

    @Test
    void pods_with_plug_ins_are_admitted_where_the_restricted_standard_is_enforced() {
        String restricted = API.namespace() + "-restricted";
        API.admin()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(restricted)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        API.admin()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("example-worker")
                        .withNamespace(restricted)
                        .endMetadata()
                        .build())
                .create();

        assertThat(API.admin()
                        .resource(new PodBuilder()
                                .withNewMetadata()
                                .withName("example-worker-0")
                                .withNamespace(restricted)
                                .endMetadata()
                                .withSpec(pod())
                                .build())
                        .create())
                .isNotNull();
    }

    @Test
    void one_that_is_taken_away_leaves_the_pods() {
        wanted.changeCluster("example", "plugins: [{name: jdbc-1-2, image: 'registry.example.com/jdbc:1.2'}]");

        eventually()
                .untilAsserted(() -> assertThat(pod().getVolumes())
                        .extracting(Volume::getName)
                        .contains("plugin-jdbc-1-2")
                        .doesNotContain("plugin-jdbc-latest"));
    }

    @Test
    void what_the_workers_have_installed_is_in_the_status() {
        List<Plugins> installed = wanted.cluster("example").getStatus().getPlugins();

        assertThat(installed)
                .extracting(Plugins::get_class, Plugins::getType, Plugins::getVersion)
                .containsExactly(tuple("FileStreamSource", "source", "4.3.1"));
    }

    private PodSpec pod() {
        return workers.statefulSet().getSpec().getTemplate().getSpec();
    }
}
