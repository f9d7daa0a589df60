package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.connector.advice.OffsetsListing;
import dev.kafkaconnect.operator.connector.plan.Step;
import dev.kafkaconnect.operator.connector.verdict.ClusterFailure;
import dev.kafkaconnect.operator.events.Events;
import dev.kafkaconnect.operator.status.ReadyTransitionEvents;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a Connector: what was done to it, and what became of it. */
record ConnectorEvents(Events events) {

    void of(Connector connector, ConnectorReconciliation.AppliedSteps appliedSteps) {
        if (!appliedSteps.corrected().isEmpty()) {
            events.warning(
                    connector,
                    "DriftCorrected",
                    "configuration drift on the workers was corrected; changed keys: "
                            + String.join(", ", appliedSteps.corrected()));
        }
        for (Step step : appliedSteps.steps()) {
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

    void of(Connector connector, ConnectorAdvice.Change aside) {
        aside.now().sentences().stream()
                .filter(sentence -> !aside.before().sentences().contains(sentence))
                .forEach(sentence -> events.normal(connector, "Advice", sentence));
        OffsetsListing listing = aside.now().listing();
        if (listing != null && !listing.equals(aside.before().listing())) {
            if (listing.message() == null) {
                events.normal(connector, "OffsetsListed", "the offsets are in the ConfigMap " + listing.configMap());
            } else {
                events.warning(connector, "OffsetsNotListed", listing.message());
            }
        }
    }

    void of(Connector connector, @Nullable List<Condition> before, List<Condition> after) {
        if (!ClusterFailure.isAllThatChanged(before, after)) {
            ReadyTransitionEvents.announce(events, connector, before, after);
        }
    }

    void offsetsRemain(Connector connector, String why) {
        events.warning(connector, "OffsetsNotDeleted", "the connector is deleted, but its offsets remain: " + why);
    }

    void of(Connector connector, ConnectorDeletion.Progress.LetGo letGo) {
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
