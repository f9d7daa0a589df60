package dev.kafkaconnect.operator.cluster.children;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.applied.DryRuns;
import dev.kafkaconnect.operator.cluster.plan.ClusterPlan;
import dev.kafkaconnect.operator.cluster.rollout.RenewedTemplate;
import dev.kafkaconnect.operator.cluster.validation.Belonging;
import dev.kafkaconnect.operator.cluster.validation.TakenNames;
import dev.kafkaconnect.operator.status.ConditionDraft;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends children by server-side apply, so that what others set on them (a sidecar injector, kubectl rollout restart) stays.
 * Children that are as they should be cost no request. What is not the cluster's own is never written to, however late it
 * appears: an apply names the object that was found, or that there was none.
 */
public final class ChildApplier {
    private static final Logger LOG = LoggerFactory.getLogger(ChildApplier.class);

    /** The version of no object: an apply with it makes a new one, and the API server refuses it where one is there. */
    private static final String NONE_THERE = "1";

    private final FoundChildren found;
    private final DryRuns dryRuns;

    public ChildApplier(Clock clock) {
        this.found = new FoundChildren(clock);
        this.dryRuns = new DryRuns(clock);
    }

    /**
     * The cluster's own workers. Kubernetes is asked for those that must be there and are not seen: while the operator starts
     * or ends its caches may be empty, and a cluster without workers is one in which nothing has to be protected.
     */
    public static @Nullable StatefulSet workers(
            ConnectCluster cluster, boolean hasRun, Context<ConnectCluster> context) {
        String name = cluster.getMetadata().getName();
        return FoundChildren.seen(StatefulSet.class, ClusterPlan.workersOf(name), context)
                .or(() -> hasRun ? stored(cluster, context) : Optional.empty())
                .filter(there -> Belonging.of(
                                there.getMetadata(), name, cluster.getMetadata().getUid())
                        .isOurs())
                .orElse(null);
    }

    private static Optional<StatefulSet> stored(ConnectCluster cluster, Context<ConnectCluster> context) {
        return Optional.ofNullable(context.getClient()
                .apps()
                .statefulSets()
                .inNamespace(cluster.getMetadata().getNamespace())
                .withName(ClusterPlan.workersOf(cluster.getMetadata().getName()))
                .get());
    }

    /** Why nothing may be applied: a name is taken. */
    public Optional<Verdict> obstacle(ClusterPlan plan, List<HasMetadata> children, Context<ConnectCluster> context) {
        return TakenNames.problem(plan, children, child -> found.find(child, context));
    }

    /** Those of the children that are missing or different. */
    public List<HasMetadata> outdated(List<HasMetadata> children, Context<ConnectCluster> context) {
        return children.stream().filter(child -> !matches(child, context)).toList();
    }

    private <T extends HasMetadata> boolean matches(T desired, Context<ConnectCluster> context) {
        return FoundChildren.seen(desired, context)
                .filter(actual -> matches(actual, desired, context))
                .isPresent();
    }

    /** Whether applying {@code desired} would change nothing: also where a policy rewrites what is applied. */
    public <T extends HasMetadata> boolean matches(T actual, T desired, Context<ConnectCluster> context) {
        if (SSABasedGenericKubernetesResourceMatcher.<T>getInstance().matches(actual, desired, context)) {
            dryRuns.isAsWritten(desired);
            return true;
        }
        return !dryRuns.changes(
                desired, actual, context.getControllerConfiguration().fieldManager(), context.getClient());
    }

    /** Whether each write gives the workers' template another value: asked where applying {@code next} changes something. */
    public boolean renewsTemplate(StatefulSet stored, StatefulSet next, Context<ConnectCluster> context) {
        return !matches(stored, next, context) && dryRuns.renewsTemplate(next, RenewedTemplate.isSignOf(stored));
    }

    /** What is reported of children that are stored otherwise than they were written. */
    public List<ConditionDraft> asides() {
        List<String> told = new ArrayList<>();
        List<String> rewritten = dryRuns.rewritten();
        if (!rewritten.isEmpty()) {
            told.add("changes %s; the operator accepts these values and continues"
                    .formatted(String.join("; ", rewritten)));
        }
        List<String> renewed = dryRuns.renewed();
        if (!renewed.isEmpty()) {
            told.add(
                    "sets another value of %s with each write; the operator does not write because of them. Where they are in the pod template, Kubernetes replaces all workers after one write, each when the one before is ready, without waiting for connectors: exempt the StatefulSet, or have the policy keep a value that is there"
                            .formatted(String.join("; ", renewed)));
        }
        return told.stream()
                .map(text -> "an admission policy or webhook of this Kubernetes cluster " + text)
                .reduce("%s. Besides, %s"::formatted)
                .map(text -> List.of(ConditionDraft.yes("RewrittenByPolicy", Reason.RewrittenByPolicy, text)))
                .orElse(List.of());
    }

    /**
     * @param workers from which the StatefulSet among the children was decided, null for none: if it has changed or appeared
     *     since, the API server refuses it, and the next pass, which the change sets off, decides again
     * @return why not all were applied: a name is taken, the ConnectCluster is being deleted, or the API server refuses one
     */
    public Optional<Verdict> apply(
            ClusterPlan plan,
            List<HasMetadata> children,
            @Nullable StatefulSet workers,
            Context<ConnectCluster> context) {
        Optional<Verdict> problem =
                obstacle(plan, children, context).or(() -> LiveOwner.problem(plan, context.getClient()));
        if (problem.isPresent()) {
            return problem;
        }
        List<Verdict> rejections = new ArrayList<>();
        try {
            for (HasMetadata child : children) {
                if (child instanceof StatefulSet && !rejections.isEmpty()) {
                    // Its pods would lack what was refused.
                    break;
                }
                if (child instanceof StatefulSet) {
                    bindToVersion(child, workers);
                } else {
                    bind(child, found.find(child, context).orElse(null));
                }
                send(child, context).ifPresent(rejections::add);
            }
        } finally {
            found.forget();
        }
        return rejections.isEmpty() ? Optional.empty() : Optional.of(ChildRefusal.together(rejections));
    }

    private static void bindToVersion(HasMetadata child, @Nullable StatefulSet workers) {
        if (workers == null) {
            child.getMetadata().setResourceVersion(NONE_THERE);
        } else {
            child.getMetadata().setUid(workers.getMetadata().getUid());
            child.getMetadata().setResourceVersion(workers.getMetadata().getResourceVersion());
        }
    }

    private static void bind(HasMetadata child, @Nullable ObjectMeta there) {
        if (there == null) {
            child.getMetadata().setResourceVersion(NONE_THERE);
        } else {
            child.getMetadata().setUid(there.getUid());
        }
    }

    private static Optional<Verdict> send(HasMetadata child, Context<ConnectCluster> context) {
        LOG.atInfo()
                .addKeyValue("kind", child.getKind())
                .addKeyValue("child", child.getMetadata().getName())
                .log("Applying");
        try {
            context.getClient()
                    .resource(child)
                    .fieldManager(context.getControllerConfiguration().fieldManager())
                    .forceConflicts()
                    .serverSideApply();
            return Optional.empty();
        } catch (KubernetesClientException refused) {
            Optional<Verdict> told = ChildRefusal.told(child, refused);
            if (told.isPresent()) {
                return told;
            }
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            LOG.atInfo()
                    .addKeyValue("child", child.getMetadata().getName())
                    .log("Changed since it was read; decided again in the next reconciliation");
            // The change of an object that is the cluster's own sends an event.
            return child.getMetadata().getUid() != null
                    ? Optional.empty()
                    : Optional.of(new Verdict.Progressing(
                            Reason.WorkersStarting,
                            "%s was just created by another client; checking again"
                                    .formatted(TakenNames.nameOf(child))));
        }
    }
}
