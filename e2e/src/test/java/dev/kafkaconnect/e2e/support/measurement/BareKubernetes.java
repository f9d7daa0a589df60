package dev.kafkaconnect.e2e.support.measurement;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.users.UserActions;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What the API server can do at best for a Connector that is made: it stores the object, then a finalizer, then a first status. Written
 * by a plain client that sends in parallel, while no operator runs. For figures to be measured beside.
 */
public record BareKubernetes(ApiServer api, String namespace) {
    private static final int PARALLEL = 16;

    /** Seconds for so many of them, which are gone again when it returns. */
    public double create(int number, String spec) throws Exception {
        UserActions user = new UserActions(api::admin, () -> namespace);
        double seconds = Seconds.of(() -> inParallel(number, name -> {
            user.connector(name, spec);
            addFinalizer(name);
            writeStatus(name);
        }));
        inParallel(number, this::remove);
        return seconds;
    }

    private void addFinalizer(String name) {
        edit(name, true);
    }

    private void edit(String name, boolean finalizer) {
        api.admin()
                .resources(Connector.class)
                .inNamespace(namespace)
                .withName(name)
                .edit(connector -> {
                    connector.getMetadata().setFinalizers(finalizer ? List.of("example.com/measured") : List.of());
                    return connector;
                });
    }

    private void writeStatus(String name) {
        api.admin()
                .resources(Connector.class)
                .inNamespace(namespace)
                .withName(name)
                .editStatus(connector -> {
                    ConnectorStatus status = new ConnectorStatus();
                    status.setState("Running");
                    status.setConditions(List.of(new ConditionBuilder()
                            .withType("Ready")
                            .withStatus("True")
                            .withReason("Running")
                            .withMessage("All tasks run.")
                            .withLastTransitionTime("2026-01-01T00:00:00Z")
                            .withObservedGeneration(connector.getMetadata().getGeneration())
                            .build()));
                    connector.setStatus(status);
                    return connector;
                });
    }

    private void remove(String name) {
        edit(name, false);
        api.admin()
                .resources(Connector.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    private interface Step {
        void on(String name) throws Exception;
    }

    private static void inParallel(int number, Step step) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL)) {
            List<Future<?>> all = new ArrayList<>();
            IntStream.range(0, number)
                    .forEach(index -> all.add(threads.submit(() -> {
                        step.on("bare-" + index);
                        return null;
                    })));
            for (Future<?> one : all) {
                one.get();
            }
        }
    }
}
