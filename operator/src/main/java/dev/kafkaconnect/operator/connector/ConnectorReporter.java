package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.api.ConnectorStatus;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.advice.OffsetsListing;
import dev.kafkaconnect.operator.connector.plan.AppliedSteps;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.verdict.ClusterFailure;
import dev.kafkaconnect.operator.connector.verdict.ConnectorFindings;
import dev.kafkaconnect.operator.connector.verdict.ConnectorStatusFactory;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.status.FirstReport;
import dev.kafkaconnect.operator.status.ReadyTransitionEvents;
import dev.kafkaconnect.operator.status.StatusWriter;
import io.fabric8.kubernetes.api.model.Condition;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What users are told of a Connector: its status, and events of what was done to it and of what became of it. */
record ConnectorReporter(Events events, Clock clock) {

    /** The one place where the status of a Connector is sent, complete and in one patch. */
    void writeStatus(Connector connector, ConnectorFindings findings, Advice advice, Context<Connector> context) {
        ConnectorStatus status = ConnectorStatusFactory.status(connector, findings, advice, clock.instant());
        if (!StatusWriter.write(connector, new Connector(), status, context)) {
            return;
        }
        List<Condition> before =
                connector.getStatus() == null ? null : connector.getStatus().getConditions();
        if (!ClusterFailure.isAllThatChanged(before, status.getConditions())) {
            ReadyTransitionEvents.announce(events, connector, before, status.getConditions());
        }
    }

    /** Changes nothing in the status but the evidence of consent, which must not wait for the end of the pass. */
    void admission(Connector connector, @Nullable String uid, Context<Connector> context) {
        if (connector.getStatus() != null
                && !FirstReport.isDue(connector.getStatus().getObservedGeneration())) {
            ConnectorStatus status =
                    context.getClient().getKubernetesSerialization().clone(connector.getStatus());
            status.setAdmittedBy(uid);
            StatusWriter.write(connector, new Connector(), status, context);
        }
    }

    void applied(Connector connector, AppliedSteps appliedSteps) {
        if (!appliedSteps.corrected().isEmpty()) {
            events.warning(
                    connector,
                    "DriftCorrected",
                    "configuration drift on the workers was corrected; changed keys: "
                            + String.join(", ", appliedSteps.corrected()));
        }
        for (Step step : appliedSteps.done()) {
            switch (step) {
                case Step.Create create -> events.normal(connector, "Created", "created on the workers");
                case Step.PutConfig put ->
                    events.normal(connector, "ConfigUpdated", "the workers accepted the configuration");
                case Step.Restart restart -> events.normal(connector, "Restarted", "restarted with all of its tasks");
                case Step.RestartFailed restart ->
                    events.normal(connector, "Restarted", "automatically restarted what had failed");
                case Step.Pause pause -> events.normal(connector, "PauseRequested", "asked the workers to pause it");
                case Step.Resume resume ->
                    events.normal(connector, "ResumeRequested", "asked the workers to resume it");
                case Step.Stop stop -> events.normal(connector, "StopRequested", "asked the workers to stop it");
                case Step.ChangeOffsets change ->
                    events.normal(connector, "OffsetsChanged", "applied the declared change of offsets");
                case Step.WaitUntil wait -> {}
            }
        }
    }

    void advice(Connector connector, ConnectorAdvice.Change change) {
        change.now().sentences().stream()
                .filter(sentence -> !change.before().sentences().contains(sentence))
                .forEach(sentence -> events.normal(connector, "Advice", sentence));
        OffsetsListing listing = change.now().listing();
        if (listing != null && !listing.equals(change.before().listing())) {
            if (listing.message() == null) {
                events.normal(connector, "OffsetsListed", "the offsets are in the ConfigMap " + listing.configMap());
            } else {
                events.warning(connector, "OffsetsNotListed", listing.message());
            }
        }
    }

    void offsetsRemain(Connector connector, String why) {
        events.warning(connector, "OffsetsNotDeleted", "the connector is deleted, but its offsets remain: " + why);
    }

    void letGo(Connector connector, ConnectorDeletion.Progress.LetGo letGo) {
        events.warning(connector, letGo.reason(), letGo.note());
    }

    void gaveUpDeleting(Connector connector, String why) {
        events.warning(
                connector,
                "DeletionGivenUp",
                "the Connector was removed, but its connector may remain on the workers or keep writing for a while: "
                        + why);
    }
}
