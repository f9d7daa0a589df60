package dev.kafkaconnect.e2e.apiserver;

import dev.kafkaconnect.operator.ConnectOperator;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Set;

/** The operator in this process, with the rights that it is shipped with and no others. */
public final class RunningOperator implements AutoCloseable {
    public static final String DEFAULT_IMAGE = "worker-image-of-the-installation";
    static final String OWN_NAMESPACE = "kafka-connect-operator";

    private final KubernetesClient client;
    private final ConnectOperator operator;
    private final WriteLog writes;

    private RunningOperator(KubernetesClient client, ConnectOperator operator, WriteLog writes) {
        this.client = client;
        this.operator = operator;
        this.writes = writes;
    }

    /** As the only replica: without a lease. */
    public static RunningOperator start(ApiServer api, Surroundings surroundings) {
        return start(api, surroundings, "operator", null);
    }

    /** As one of several replicas. */
    static RunningOperator startReplica(ApiServer api, Surroundings surroundings, String pod) {
        return start(api, surroundings, pod, OWN_NAMESPACE);
    }

    private static RunningOperator start(ApiServer api, Surroundings surroundings, String pod, String ownNamespace) {
        Settings settings = new Settings(DEFAULT_IMAGE, Set.of(), pod, ownNamespace, 0, Duration.ofMinutes(5), null);
        WriteLog writes = new WriteLog();
        KubernetesClient client = api.asOperator(writes);
        RunningOperator running =
                new RunningOperator(client, new ConnectOperator(settings, client, surroundings), writes);
        running.operator.start();
        return running;
    }

    public WriteLog writes() {
        return writes;
    }

    /** Whether all informers still watch. */
    boolean isHealthy() {
        return operator.runtime().allEventSourcesAreHealthy();
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}
