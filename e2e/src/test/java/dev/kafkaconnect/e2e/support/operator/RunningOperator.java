package dev.kafkaconnect.e2e.support.operator;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.apiserver.WriteLog;
import dev.kafkaconnect.operator.ConnectOperator;
import dev.kafkaconnect.operator.ConnectOperator.Surroundings;
import dev.kafkaconnect.operator.Settings;
import dev.kafkaconnect.operator.admission.Judge;
import dev.kafkaconnect.operator.admission.Webhook;
import dev.kafkaconnect.operator.kafka.security.LoginClasses;
import dev.kafkaconnect.operator.selection.WatchSelector;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** The operator in this process, with the rights that it is shipped with and no others. */
public final class RunningOperator implements AutoCloseable {
    public static final String DEFAULT_IMAGE = "worker-image-of-the-installation";
    public static final String OWN_NAMESPACE = "kafka-connect-operator";

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
        return start(api, surroundings, LoginClasses.NONE);
    }

    /** The same, where more may be loaded to log in to Kafka. */
    public static RunningOperator start(ApiServer api, Surroundings surroundings, LoginClasses loginClasses) {
        return start(api, surroundings, "operator", null, loginClasses);
    }

    /** As one of several replicas. */
    public static RunningOperator startReplica(ApiServer api, Surroundings surroundings, String pod) {
        return start(api, surroundings, pod, OWN_NAMESPACE, LoginClasses.NONE);
    }

    /** Installed in a namespace of its own, for some namespaces. */
    public static RunningOperator startFor(
            Set<String> namespaces, String installation, ApiServer api, Surroundings surroundings) {
        return startFor(namespaces, installation, api, surroundings, true);
    }

    /** The same, where it may be that the operator does not read namespaces. */
    public static RunningOperator startFor(
            Set<String> namespaces,
            String installation,
            ApiServer api,
            Surroundings surroundings,
            boolean readsNamespaces) {
        Settings settings = new Settings(
                DEFAULT_IMAGE,
                namespaces,
                "operator",
                null,
                0,
                0,
                Duration.ofMinutes(5),
                LoginClasses.NONE,
                null,
                2,
                readsNamespaces,
                WatchSelector.EVERYTHING,
                Settings.DEFAULT_LEASE);
        WriteLog writes = new WriteLog();
        return start(settings, api.asOperatorIn(installation, writes), surroundings, writes);
    }

    /** Beside others, with the lease of its part. */
    public static RunningOperator startWithLease(OperatorPart part, ApiServer api, Surroundings surroundings) {
        WriteLog writes = new WriteLog();
        return start(part.settings(OWN_NAMESPACE), api.asOperator(writes), surroundings, writes);
    }

    /** Beside others, without a lease. */
    public static RunningOperator start(OperatorPart part, ApiServer api, Surroundings surroundings) {
        WriteLog writes = new WriteLog();
        return start(part.settings(""), api.asOperator(writes), surroundings, writes);
    }

    private static RunningOperator start(
            ApiServer api, Surroundings surroundings, String pod, String ownNamespace, LoginClasses loginClasses) {
        Settings settings = new Settings(
                DEFAULT_IMAGE,
                Set.of(),
                pod,
                ownNamespace,
                0,
                0,
                Duration.ofMinutes(5),
                loginClasses,
                null,
                2,
                true,
                WatchSelector.EVERYTHING,
                Settings.DEFAULT_LEASE);
        WriteLog writes = new WriteLog();
        return start(settings, api.asOperator(writes), surroundings, writes);
    }

    private static RunningOperator start(
            Settings settings, KubernetesClient client, Surroundings surroundings, WriteLog writes) {
        RunningOperator running =
                new RunningOperator(client, new ConnectOperator(settings, client, surroundings), writes);
        running.operator.start();
        return running;
    }

    public WriteLog writes() {
        return writes;
    }

    /** On a port of its own, with what the configuration of this name says. */
    Webhook webhook(String configuration) {
        return Webhook.start(
                new Webhook.Settings(configuration, OWN_NAMESPACE, 0),
                client,
                new Judge.Scope(Set.of(), WatchSelector.EVERYTHING),
                operator.opinions(),
                Clock.systemUTC());
    }

    /** What Prometheus would read now. */
    public String metrics() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            operator.metrics().write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
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
