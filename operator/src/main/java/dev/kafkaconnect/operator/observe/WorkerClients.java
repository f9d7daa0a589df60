package dev.kafkaconnect.operator.observe;

import dev.kafkaconnect.operator.connect.ConnectApi;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the workers of a cluster are asked. Part of {@link ClusterSession}; where and as whom they are asked can change.
 *
 * @param any the client to use now, answered by any worker
 * @param ready those that are ready now, each by its id in Connect and with a client that none but it answers
 * @param members the same with those that may run tasks although they are not ready
 * @param taskGrace how long each worker waits for the end of a task
 */
record WorkerClients(
        Supplier<ConnectApi> any,
        Supplier<Map<String, ConnectApi>> ready,
        Supplier<Map<String, ConnectApi>> members,
        Supplier<Duration> taskGrace) {}
