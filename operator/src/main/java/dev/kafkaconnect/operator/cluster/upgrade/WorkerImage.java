package dev.kafkaconnect.operator.cluster.upgrade;

import org.jspecify.annotations.Nullable;

/**
 * The image of a cluster's workers, and whose choice it is. An operator of another version has another default image: workers
 * that run the one before do not get another version of Kafka by that unless the user asks for it. Pure.
 *
 * @param byDefault whether the operator chose it
 * @param newer default image that is not used because the user did not ask for it, null when there is none
 */
public record WorkerImage(
        String name, boolean byDefault, @Nullable String newer) {

    /** What clusters without spec.image get when the operator has another default image than they run. */
    public enum Policy {
        /** The new one. */
        Automatic,
        /** The new one if its Kafka is of the same version. */
        KeepKafkaVersion,
        /** The one that they run. */
        KeepImage
    }

    /**
     * What the workers run now.
     *
     * @param image of their template
     * @param byDefault whether the operator chose it
     * @param kafkaVersion as they reported it, null when that is not known
     */
    public record Running(
            String image, boolean byDefault, @Nullable String kafkaVersion) {}

    public static WorkerImage of(@Nullable String given, String otherwise) {
        return new WorkerImage(given == null ? otherwise : given, given == null, null);
    }

    /**
     * @param running null when there are no workers
     * @param kafkaVersion of the operator's default image
     */
    public WorkerImage beside(@Nullable Running running, Policy policy, String kafkaVersion) {
        if (!byDefault
                || running == null
                || !running.byDefault()
                || running.image().equals(name)) {
            return this;
        }
        boolean sameKafka =
                running.kafkaVersion() == null || running.kafkaVersion().equals(kafkaVersion);
        boolean keep = switch (policy) {
            case Automatic -> false;
            case KeepKafkaVersion -> !sameKafka;
            case KeepImage -> true;
        };
        return keep ? new WorkerImage(running.image(), true, name) : this;
    }
}
