package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.ops.Events;
import dev.kafkaconnect.operator.status.Announcer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a Connector: what was done to it, and what became of it. */
record Announcements(Events events) {

    void of(Connector connector, ConnectorPass.Doings doings) {
        if (!doings.corrected().isEmpty()) {
            events.warning(
                    connector,
                    "DriftCorrected",
                    "the configuration on the workers had been changed by somebody else and was put right; keys: "
                            + String.join(", ", doings.corrected()));
        }
        for (Step step : doings.steps()) {
            switch (step) {
                case Step.Create create -> events.normal(connector, "Created", "created on the workers");
                case Step.PutConfig put ->
                    events.normal(connector, "ConfigUpdated", "the workers took the configuration");
                case Step.Restart restart -> events.normal(connector, "Restarted", "restarted with all of its tasks");
                case Step.RestartFailed restart ->
                    events.normal(connector, "Restarted", "restarted automatically what had failed");
                case Step.Pause pause -> events.normal(connector, "PauseRequested", "asked the workers to pause it");
                case Step.Resume resume ->
                    events.normal(connector, "ResumeRequested", "asked the workers to resume it");
                case Step.Stop stop -> events.normal(connector, "StopRequested", "asked the workers to stop it");
                case Step.ChangeOffsets change ->
                    events.normal(connector, "OffsetsChanged", "carried out the declared change of offsets");
                case Step.WaitUntil wait -> {}
            }
        }
    }

    void of(Connector connector, Asides.Change aside) {
        aside.now().advice().stream()
                .filter(sentence -> !aside.before().advice().contains(sentence))
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
        Announcer.announce(events, connector, before, after);
    }

    void gaveUpDeleting(Connector connector, String why) {
        events.warning(
                connector,
                "DeletionGivenUp",
                "the Connector was let go, but the connector may remain on the workers: " + why);
    }
}
