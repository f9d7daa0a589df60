package dev.kafkaconnect.e2e.support.faults;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.fakes.WorkerPlayer;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Programs of others that add something to the workers' StatefulSet. */
public final class OtherWriters {
    private final ApiServer api;
    private final WorkerPlayer workers;

    public OtherWriters(ApiServer api, WorkerPlayer workers) {
        this.api = api;
        this.workers = workers;
    }

    public void sidecarInjector() {
        applyAs("sidecar-injector", """
                spec:
                  template:
                    metadata:
                      annotations: {example.com/injected: "yes"}
                    spec:
                      initContainers: [{name: proxy-init, image: 'proxy:1'}]
                      containers:
                      - name: injected-proxy
                        image: proxy:1
                        resources: {limits: {memory: 1024Mi}}
                      volumes: [{name: proxy-run, emptyDir: {}}]
                """);
    }

    /** Changes an environment variable of every container whenever a ConfigMap or Secret changes. */
    public void reloader() {
        api.admin()
                .resource(workers.statefulSet())
                .edit(found -> new StatefulSetBuilder(found)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editMatchingContainer(container -> "worker".equals(container.getName()))
                        .addNewEnv()
                        .withName("STAKATER_TRUST")
                        .withValue("3f7c")
                        .endEnv()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    /** Where spec.resources states nothing, sizes are free for others. */
    public void autoscalerOfSizes() {
        applyAs("vpa", """
                spec:
                  template:
                    spec:
                      containers:
                      - name: worker
                        resources: {requests: {cpu: 250m, memory: 1Gi}}
                """);
    }

    private void applyAs(String manager, String spec) {
        String head = """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: example-worker, namespace: %s}
                """.formatted(api.namespace());
        api.admin()
                .resource(Serialization.unmarshal(head + spec, StatefulSet.class))
                .fieldManager(manager)
                .serverSideApply();
    }
}
