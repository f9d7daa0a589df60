package dev.kafkaconnect.operator.cluster.workers;

import java.time.Instant;

/**
 * What must outlive the operator while workers are replaced. Kept on the StatefulSet and written together with the partition,
 * so that there is no step without its memory and no memory without its step.
 *
 * @param revision to which the workers are taken
 * @param since when the present worker was taken
 * @param ran what must run again before the next worker is taken
 */
public record RolloutState(String revision, Instant since, RunningSnapshot ran) {}
