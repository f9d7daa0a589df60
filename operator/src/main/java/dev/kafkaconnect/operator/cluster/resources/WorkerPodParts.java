package dev.kafkaconnect.operator.cluster.resources;

import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.ImageContract;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.rest.RestTlsPodPart;
import dev.kafkaconnect.operator.cluster.settings.PodPart;
import dev.kafkaconnect.operator.cluster.settings.WorkerPodNames;
import dev.kafkaconnect.operator.cluster.standalone.OffsetsVolume;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.values.ValuesMount;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.stream.Stream;

/** The list of concerns that add to the pod of a worker. To add one, add a line to {@link #of}. Pure. */
final class WorkerPodParts {
    static final String PROPERTIES_FILE = "worker.properties";
    static final String CONFIG_DIRECTORY = "/etc/kafka-connect";

    private WorkerPodParts() {}

    static PodPart of(ClusterPlan plan) {
        return Stream.of(
                        identity(plan),
                        configuration(plan),
                        connectorValues(plan),
                        KafkaCredentials.podPart(plan),
                        RestTlsPodPart.of(plan),
                        scratch(),
                        ofMode(plan),
                        plan.options().jvm().part(),
                        plan.options().metrics().part(),
                        plan.options().rack().part(),
                        plan.options().plugins().part())
                .reduce(PodPart.NOTHING, PodPart::and);
    }

    private static PodPart ofMode(ClusterPlan plan) {
        return switch (plan.mode()) {
            case WorkerMode.Distributed distributed -> PodPart.NOTHING;
            case WorkerMode.Standalone standalone -> OffsetsVolume.mounted(plan).and(StartSetConfigMap.mounted(plan));
        };
    }

    /** The name under which the worker tells the others to reach it. */
    private static PodPart identity(ClusterPlan plan) {
        return PodPart.env(
                new EnvVarBuilder()
                        .withName("POD_NAME")
                        .withNewValueFrom()
                        // Written out because the list entry is owned whole: the server's default would look like a
                        // difference.
                        .withNewFieldRef("v1", "metadata.name")
                        .endValueFrom()
                        .build(),
                new EnvVarBuilder()
                        .withName("ADVERTISED_HOST")
                        .withValue(plan.hostOf("$(POD_NAME)"))
                        .build(),
                // An older image refuses to start.
                new EnvVarBuilder()
                        .withName("WORKER_CONTRACT")
                        .withValue(String.valueOf(ImageContract.neededBy(plan).number()))
                        .build());
    }

    /**
     * The properties travel in the template itself, mounted from an annotation: a worker that restarts reads what its own
     * revision says, whatever the spec says by then. A ConfigMap that all revisions share would hand it the new properties.
     */
    private static PodPart configuration(ClusterPlan plan) {
        return PodPart.annotation(WorkerPodNames.PROPERTIES, WorkerProperties.file(plan))
                .and(PodPart.mounted(
                        new VolumeBuilder()
                                .withName("config")
                                .withNewDownwardAPI()
                                .addNewItem()
                                .withPath(PROPERTIES_FILE)
                                .withNewFieldRef(
                                        "v1", "metadata.annotations['%s']".formatted(WorkerPodNames.PROPERTIES))
                                .endItem()
                                .endDownwardAPI()
                                .build(),
                        new VolumeMountBuilder()
                                .withName("config")
                                .withMountPath(CONFIG_DIRECTORY)
                                .withReadOnly(true)
                                .build()));
    }

    /** Always there: neither the first connector that needs a value nor a further Secret must roll the workers. */
    private static PodPart connectorValues(ClusterPlan plan) {
        return PodPart.mounted(
                new VolumeBuilder()
                        .withName("connector-value-files")
                        .withNewProjected()
                        .withSources(plan.valuesSecrets().stream()
                                .map(secret -> values(secret, !secret.equals(plan.valuesSecret())))
                                .toList())
                        .endProjected()
                        .build(),
                new VolumeMountBuilder()
                        .withName("connector-value-files")
                        .withMountPath(ValuesMount.DIRECTORY)
                        .withReadOnly(true)
                        .build());
    }

    private static VolumeProjection values(String secret, boolean optional) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(secret)
                .withOptional(optional ? true : null)
                .endSecret()
                .build();
    }

    private static PodPart scratch() {
        return PodPart.mounted(
                new VolumeBuilder()
                        .withName("tmp")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build(),
                new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
    }
}
