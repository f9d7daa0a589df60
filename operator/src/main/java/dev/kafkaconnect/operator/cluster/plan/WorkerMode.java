package dev.kafkaconnect.operator.cluster.plan;

import dev.kafkaconnect.api.connectclusterspec.Storage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the workers of a cluster run, with what only that mode has. */
public sealed interface WorkerMode {

    /**
     * A group of workers that keep everything in Kafka.
     *
     * @param exactlyOnce the phase that workers with this plan run
     */
    record Distributed(ExactlyOncePhase exactlyOnce) implements WorkerMode {}

    /**
     * One worker that keeps its source offsets in a file on a volume.
     *
     * @param wantedSize as Kubernetes writes quantities, null when it is left to the operator
     * @param storageClass null for the default of the Kubernetes cluster
     * @param keepsVolume whether the volume's claim outlives the ConnectCluster
     */
    record Standalone(@Nullable String wantedSize, @Nullable String storageClass, boolean keepsVolume)
            implements WorkerMode {
        static final String DEFAULT_SIZE = "1Gi";
        public static final String RETAIN = "Retain";
        public static final String DELETE = "Delete";

        public static Standalone of(Optional<Storage> storage) {
            return new Standalone(
                    storage.map(Storage::getSize).orElse(null),
                    storage.map(Storage::getStorageClassName).orElse(null),
                    !DELETE.equals(reclaimPolicy(storage)));
        }

        /** Of a claim that is created. */
        public String size() {
            return wantedSize == null ? DEFAULT_SIZE : wantedSize;
        }

        public static String reclaimPolicy(Optional<Storage> storage) {
            return storage.map(Storage::getReclaimPolicy).orElse(RETAIN);
        }
    }
}
