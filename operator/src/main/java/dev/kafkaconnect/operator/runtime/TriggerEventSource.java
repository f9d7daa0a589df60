package dev.kafkaconnect.operator.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets code that is no Kubernetes informer (the observer of a cluster's connectors) ask for a reconcile. Carries no data:
 * the reconcile reads what it needs where it is kept.
 */
public final class TriggerEventSource<P extends HasMetadata> extends AbstractEventSource<Void, P>
        implements ResourceEventAware<P> {
    private final Consumer<P> onDeleted;

    /** @param onDeleted told when a primary resource is gone for good */
    public TriggerEventSource(String name, Consumer<P> onDeleted) {
        super(Void.class, name);
        this.onDeleted = onDeleted;
    }

    /** Asks for a reconcile; does nothing while the framework is not running. */
    public void wake(ResourceID resource) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(resource));
        }
    }

    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }

    @Override
    public void onResourceDeleted(P resource) {
        onDeleted.accept(resource);
    }
}
