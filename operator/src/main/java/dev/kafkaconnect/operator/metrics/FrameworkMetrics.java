package dev.kafkaconnect.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Passes and events of each reconciler, with the names that the framework uses from its version 5.3 on. The implementation that
 * belongs to the version in use has a series for each number of retries. Called by the framework.
 */
final class FrameworkMetrics implements Metrics {
    private static final String CONTROLLER = Constants.CONTROLLER_NAME;

    private final MeterRegistry registry;
    private final Map<String, Meters> controllers = new ConcurrentHashMap<>();

    /**
     * The meters of one reconciler.
     *
     * @param pending passes that were submitted and have not ended
     * @param active those of them that are under way
     */
    private record Meters(
            AtomicInteger pending,
            AtomicInteger active,
            Timer passes,
            Counter started,
            Counter retries,
            Counter success,
            Counter failure,
            Counter events) {}

    FrameworkMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void controllerRegistered(Controller<? extends HasMetadata> controller) {
        of(controller.getConfiguration().getName());
    }

    @Override
    public void receivedEvent(Event event, Map<String, Object> metadata) {
        of(metadata).events().increment();
    }

    @Override
    public void reconcileCustomResource(HasMetadata resource, @Nullable RetryInfo retry, Map<String, Object> metadata) {
        Meters meters = of(metadata);
        meters.pending().incrementAndGet();
        meters.started().increment();
        if (retry != null && retry.getAttemptCount() > 0) {
            meters.retries().increment();
        }
    }

    @Override
    public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        of(metadata).pending().decrementAndGet();
    }

    @Override
    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
        of(metadata).success().increment();
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception failure, Map<String, Object> metadata) {
        of(metadata).failure().increment();
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Meters meters = of(execution.controllerName());
        Timer.Sample sample = Timer.start(registry);
        meters.active().incrementAndGet();
        try {
            return execution.execute();
        } finally {
            meters.active().decrementAndGet();
            sample.stop(meters.passes());
        }
    }

    private Meters of(Map<String, Object> metadata) {
        return of(Objects.requireNonNull(metadata.get(CONTROLLER)).toString());
    }

    private Meters of(String controller) {
        return controllers.computeIfAbsent(controller, this::register);
    }

    private Meters register(String controller) {
        AtomicInteger pending = new AtomicInteger();
        AtomicInteger active = new AtomicInteger();
        Gauge.builder("reconciliations.queue", () -> Math.max(0, pending.get() - active.get()))
                .description("Reconciliations that wait to be executed.")
                .tag(CONTROLLER, controller)
                .register(registry);
        Gauge.builder("reconciliations.active", active::get)
                .description("Reconciliations that are being executed.")
                .tag(CONTROLLER, controller)
                .register(registry);
        return new Meters(
                pending,
                active,
                Timer.builder("reconciliations.execution.duration")
                        .description("Duration of the reconciliations.")
                        .tag(CONTROLLER, controller)
                        .serviceLevelObjectives(Buckets.durations())
                        .register(registry),
                counter("reconciliations.started", "Reconciliations that were started.", controller),
                counter("reconciliations.retries", "Reconciliations that were started after a failure.", controller),
                counter("reconciliations.success", "Reconciliations that succeeded.", controller),
                counter("reconciliations.failure", "Reconciliations that failed.", controller),
                counter("events.received", "Events that the reconciler received.", controller));
    }

    private Counter counter(String name, String description, String controller) {
        return Counter.builder(name)
                .description(description)
                .tags(Tags.of(CONTROLLER, controller))
                .register(registry);
    }
}
