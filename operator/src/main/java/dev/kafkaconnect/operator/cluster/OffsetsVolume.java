package dev.kafkaconnect.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.stream.Stream;

/**
 * The volume on which a standalone worker keeps its source offsets. A claim of its own and not one of the StatefulSet's
 * templates, so that it depends on the ConnectCluster alone: deleting the StatefulSet never deletes offsets. Pure.
 */
final class OffsetsVolume {
    static final String DIRECTORY = "/var/lib/kafka-connect";
    static final String FILE = DIRECTORY + "/connect.offsets";

    /** Group of the files on the volume, so that a worker that is no root may write to it whatever its user is. */
    static final long GROUP = 1001;

    private OffsetsVolume() {}

    /** One that is to outlive the ConnectCluster has no owner, and is found again by its name. */
    static PersistentVolumeClaim claim(ClusterPlan plan, WorkerMode.Standalone mode) {
        ObjectMeta metadata = Children.metadata(plan, plan.offsetsClaim());
        if (mode.keepsVolume()) {
            metadata.setOwnerReferences(null);
        }
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(mode.storageClass())
                .withNewResources()
                .addToRequests("storage", new Quantity(mode.size()))
                .endResources()
                .endSpec()
                .build();
    }

    /** A claim that is there, perhaps from an earlier ConnectCluster, is taken as it is: little of it can be changed. */
    static HasMetadata asItIs(HasMetadata child, Stream<PersistentVolumeClaim> existing) {
        if (!(child instanceof PersistentVolumeClaim wanted)) {
            return child;
        }
        return existing.filter(claim -> claim.getMetadata()
                        .getName()
                        .equals(wanted.getMetadata().getName()))
                .findFirst()
                .<HasMetadata>map(claim -> new PersistentVolumeClaimBuilder(wanted)
                        .editSpec()
                        .withStorageClassName(
                                wanted.getSpec().getStorageClassName() == null
                                        ? null
                                        : claim.getSpec().getStorageClassName())
                        .withAccessModes(claim.getSpec().getAccessModes())
                        .withResources(claim.getSpec().getResources())
                        .endSpec()
                        .build())
                .orElse(wanted);
    }

    static PodPart mounted(ClusterPlan plan) {
        return PodPart.mounted(
                new VolumeBuilder()
                        .withName("offsets")
                        .withNewPersistentVolumeClaim()
                        .withClaimName(plan.offsetsClaim())
                        .endPersistentVolumeClaim()
                        .build(),
                new VolumeMountBuilder()
                        .withName("offsets")
                        .withMountPath(DIRECTORY)
                        .build());
    }
}
