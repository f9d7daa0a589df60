package dev.kafkaconnect.operator.connect;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answer of {@code GET /}.
 *
 * @param contract what the image of the worker that answers is good for, see {@link WorkerContract}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkerInfo(@Nullable String version, @Nullable String kafkaClusterId, WorkerContract contract) {

    /** The contract is no part of the body. */
    @JsonCreator
    static WorkerInfo read(
            @JsonProperty("version") @Nullable String version,
            @JsonProperty("kafka_cluster_id") @Nullable String kafkaClusterId) {
        return new WorkerInfo(version, kafkaClusterId, WorkerContract.UNSAID);
    }

    /** Of a worker of this release. */
    public WorkerInfo(@Nullable String version, @Nullable String kafkaClusterId) {
        this(version, kafkaClusterId, WorkerContract.NEEDED);
    }

    WorkerInfo with(WorkerContract said) {
        return new WorkerInfo(version, kafkaClusterId, said);
    }

    boolean isIncomplete() {
        return version == null || kafkaClusterId == null;
    }
}
