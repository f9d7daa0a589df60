package dev.kafkaconnect.operator.cluster;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.access.WorkerSessions;
import dev.kafkaconnect.operator.cluster.children.ChildApplier;
import dev.kafkaconnect.operator.cluster.connectors.StartSetWriter;
import dev.kafkaconnect.operator.cluster.connectors.WorkerInventoryCache;
import dev.kafkaconnect.operator.cluster.diagnosis.WorkerDiagnosis;
import dev.kafkaconnect.operator.cluster.report.Findings;
import dev.kafkaconnect.operator.cluster.report.FoundConnectors;
import dev.kafkaconnect.operator.cluster.report.FoundWorkers;
import dev.kafkaconnect.operator.cluster.standalone.StartSetConfigMap;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ManagedConnectors;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ClusterView;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.ClusterRedactors;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The last stage of a pass: what is known of the workers and of their connectors after it. Called by {@link ManagedCluster};
 * knows no child but the workers, and what they start with.
 */
record WorkerFindings(
        ClusterId id,
        ManagedConnectors managed,
        WorkerSessions sessions,
        WorkerDiagnosis diagnosis,
        WorkerCare care,
        Reports reports) {

    /** What is asked of workers, or written, for the status alone. */
    record Reports(
            StartSetWriter startSet,
            WorkerInventoryCache inventory,
            ClusterRedactors redactors,
            ChildApplier applier) {}

    Findings of(Prepared prepared, Applied applied, Context<ConnectCluster> context) {
        StatefulSet workers = prepared.known().workers();
        if (workers == null) {
            FoundWorkers none = FoundWorkers.silent(diagnosis.asSeen(prepared.plan(), null), null);
            return new Findings(
                    prepared.plan(),
                    applied.obstacle(),
                    prepared.topics(),
                    none,
                    FoundConnectors.notAsked(care.owed().names()),
                    remarks(prepared.known()));
        }
        ClusterSession session = applied.obstacle() == null
                ? sessions.open(prepared.plan(), prepared.rest())
                : sessions.keep(prepared.plan(), prepared.rest());
        ClusterView view = session.observer().view();
        List<String> unmanaged = managed.unmanaged(id, view);
        care.begin(prepared, applied, session, view);
        Verdict readiness = readiness(prepared, applied, workers, session, context);
        StartSetConfigMap kept = reports.startSet().keep(prepared.plan(), session, view, readiness, context);
        return new Findings(
                prepared.plan(),
                Optional.ofNullable(applied.obstacle())
                        .or(reports.startSet()::refusal)
                        .orElse(null),
                prepared.topics(),
                new FoundWorkers(
                        readiness,
                        workers,
                        reports.inventory().of(session, view, workers).orElse(null),
                        care.setLevels(prepared, session, view)),
                new FoundConnectors(view, unmanaged, kept, care.owed().names()),
                remarks(prepared.known()));
    }

    /** What is quoted of the workers holds neither their credentials nor values of their connectors. */
    private Verdict readiness(
            Prepared prepared,
            Applied applied,
            StatefulSet workers,
            ClusterSession session,
            Context<ConnectCluster> context) {
        UnaryOperator<String> redactor =
                text -> reports.redactors().redact(session.access().get().hide(text));
        return diagnosis.explained(
                new WorkerDiagnosis.Workers(prepared.plan(), workers),
                applied.rolling(),
                prepared.known().paused(),
                redactor,
                context.getClient());
    }

    /** Without a plan: workers that run were looked at, if they could be. */
    Findings of(Resolved.Unplanned unplanned) {
        ClusterView view = sessions.view();
        return Findings.invalid(
                unplanned.verdict(),
                FoundWorkers.silent(null, unplanned.workers()),
                new FoundConnectors(
                        view, managed.unmanaged(id, view), null, care.owed().names()),
                remarks(unplanned));
    }

    private Findings.Remarks remarks(Resolved known) {
        return new Findings.Remarks(known.paused(), reports.applier().asides());
    }
}
