package dev.kafkaconnect.operator.cluster.connectors;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.children.FoundChildren;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.plan.WorkerMode;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.cluster.standalone.StartSetEntry;
import dev.kafkaconnect.operator.cluster.standalone.StartSetRules;
import dev.kafkaconnect.operator.cluster.validation.Belonging;
import dev.kafkaconnect.operator.connect.InitialState;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.StandaloneStartSet;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.observe.view.Disposition;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connectors that a standalone worker has accepted, so that one that restarts while the operator is away comes back
 * with all of them. Called by the pass over a ConnectCluster, which alone writes the list.
 * Goes by what it wrote itself rather than by the informer, which may lag behind.
 */
public final class StartSetWriter {
    private final ClusterId id;
    private final ManagedConnectors managed;
    private final ChildApplier applier;
    private @Nullable SortedMap<String, StartSetEntry> written;
    private @Nullable Verdict rejection;

    public StartSetWriter(ClusterId id, ManagedConnectors managed, ChildApplier applier) {
        this.id = id;
        this.managed = managed;
        this.applier = applier;
    }

    /** Why the list could not be written when it was to be written last. */
    public Optional<Verdict> refusal() {
        return Optional.ofNullable(rejection);
    }

    /** @return null where nothing is kept: with distributed workers, before all Connectors are known, or if it is refused */
    @Nullable
    public StartSetConfigMap keep(
            ClusterPlan plan,
            ClusterSession session,
            ClusterView view,
            Verdict rollout,
            Context<ConnectCluster> context) {
        StandaloneStartSet list = session.startSet();
        if (plan.mode() instanceof WorkerMode.Distributed) {
            list.isNone();
            rejection = null;
            return null;
        }
        if (!managed.listed()) {
            return null;
        }
        ConfigMap now = FoundChildren.seen(ConfigMap.class, plan.connectorFiles(), context)
                .filter(map -> Belonging.of(map.getMetadata(), plan).isOurs())
                .orElse(null);
        SortedMap<String, StartSetEntry> last = written;
        StartSetConfigMap files = StartSetConfigMap.of(
                plan,
                new StartSetRules(new Known(managed, id, list))
                        .next(
                                last == null ? StartSetConfigMap.read(now) : last,
                                view,
                                rollout.reason() == Reason.WorkerCrashed));
        List<HasMetadata> file = List.of(files.configMap());
        boolean changed = last != null && !last.equals(files.connectors());
        List<HasMetadata> outdated = changed ? file : applier.outdated(file, context);
        Optional<Verdict> refusal =
                outdated.isEmpty() ? Optional.empty() : applier.apply(plan, outdated, null, context);
        if (refusal.isPresent()) {
            rejection = refusal.get();
            return null;
        }
        rejection = null;
        written = files.connectors();
        Map<String, InitialState> states = new TreeMap<>();
        files.connectors().forEach((name, connector) -> states.put(name, connector.state()));
        list.isNow(states);
        return files;
    }

    private record Known(ManagedConnectors managed, ClusterId id, StandaloneStartSet list)
            implements StartSetRules.Fates {
        @Override
        public Disposition of(String name, Map<String, String> config, InitialState state) {
            return managed.disposition(id, name, config, state);
        }

        @Override
        public boolean deletedSince(String name, Instant asOf) {
            return list.deletedSince(name, asOf);
        }
    }
}
