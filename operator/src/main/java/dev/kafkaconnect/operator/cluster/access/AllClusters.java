package dev.kafkaconnect.operator.cluster.access;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.selection.WatchSelector;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ConnectClusters of the watched namespaces, those of other operators too: clusters that would corrupt each other need not have
 * the same labels. An operator without a selector sees all of them anyway; one with a selector watches the others beside its own.
 * Made by {@code ClusterModule}; asked by {@code ClusterValidation}, which must not change any.
 */
public final class AllClusters {
    private final WatchSelector selector;
    private volatile @Nullable InformerEventSource<ConnectCluster, ConnectCluster> watched;

    public AllClusters(WatchSelector selector) {
        this.selector = selector;
    }

    /** To be started with the other event sources: nothing is decided before the first list is there. */
    public Optional<EventSource<?, ConnectCluster>> prepare(EventSourceContext<ConnectCluster> context) {
        if (selector.isEverything()) {
            return Optional.empty();
        }
        InformerEventSource<ConnectCluster, ConnectCluster> clusters = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConnectCluster.class, ConnectCluster.class)
                        .withName("clusters-of-all-operators")
                        // A conflict is looked at again after a while.
                        .withSecondaryToPrimaryMapper(cluster -> Set.of())
                        .build(),
                context);
        watched = clusters;
        return Optional.of(clusters);
    }

    public Stream<ConnectCluster> list(Context<ConnectCluster> context) {
        InformerEventSource<ConnectCluster, ConnectCluster> others = watched;
        Stream<ConnectCluster> own = context.getPrimaryCache().list(any -> true);
        return others == null ? own : Stream.concat(own, others.list(cluster -> !selector.selects(cluster)));
    }
}
