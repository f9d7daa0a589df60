package dev.kafkaconnect.operator.connector;

import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connector.advice.ValueAdvice;
import dev.kafkaconnect.operator.connector.plan.Observation;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector.TargetState;
import dev.kafkaconnect.operator.connector.spec.ReservedReferences;
import dev.kafkaconnect.operator.connector.spec.ValueSource;
import dev.kafkaconnect.operator.observe.RedactedSession;
import dev.kafkaconnect.operator.observe.view.ClusterId;
import dev.kafkaconnect.operator.observe.view.ObservedConnector;
import dev.kafkaconnect.operator.observe.view.RestartEvidence;
import dev.kafkaconnect.operator.observe.view.RunState;
import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import dev.kafkaconnect.operator.values.Redactor;
import dev.kafkaconnect.operator.values.ValueDistribution;
import dev.kafkaconnect.operator.values.ValueFiles;
import dev.kafkaconnect.operator.values.ValuesMount;
import dev.kafkaconnect.operator.values.ValuesStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pass does about values that come from Secrets and ConfigMaps: looks them up, has them brought to the workers before a
 * configuration refers to them, keeps them out of every text, and removes what is not referred to any more.
 */
public final class ConnectorValues {
    /** For so long the workers have begun nothing. */
    private static final Duration CALM = Duration.ofSeconds(5);

    private final ValueReader reader;
    private final ValuesStore store;
    private final ValueDistribution distribution;

    public ConnectorValues(ValueReader reader, ValuesStore store, ValueDistribution distribution) {
        this.reader = reader;
        this.store = store;
        this.distribution = distribution;
    }

    /**
     * @param desired with references to the values in its configuration, or with the reason why there are none
     * @param redactor knows the values of this connector, those before the last change too
     */
    record Complete(DesiredConnector desired, Redactor redactor) {}

    /** What a pass knows of the values of a connector: looked up once, and not before it is needed. */
    final class Lookup {
        private final DesiredConnector desired;
        private @Nullable Complete found;

        private Lookup(DesiredConnector desired) {
            this.desired = desired;
        }

        Complete complete() {
            Complete known = found;
            if (known == null) {
                known = ConnectorValues.this.complete(desired);
                found = known;
            }
            return known;
        }

        String redact(String text) {
            return complete().redactor().apply(text);
        }
    }

    Lookup lookup(DesiredConnector desired) {
        return new Lookup(desired);
    }

    Complete complete(DesiredConnector desired) {
        List<ValueSource> sources = desired.referenced().sources();
        if (sources.isEmpty()) {
            return new Complete(desired, redactor(desired.cluster(), desired.connectName()));
        }
        ValueReader.Values read = reader.read(sources);
        List<String> hidden = new ArrayList<>(read.values().values());
        hidden.addAll(stored(desired.cluster(), desired.connectName()));
        Redactor redactor = Redactor.of(hidden);
        if (!read.problems().isEmpty()) {
            return new Complete(
                    desired.without(new Verdict.Awaiting(
                            Reason.ReferenceMissing,
                            "spec.configFrom: " + String.join("; ", read.problems())
                                    + ". It is read again when it changes")),
                    redactor);
        }
        return new Complete(withValues(desired, read), redactor);
    }

    private DesiredConnector withValues(DesiredConnector desired, ValueReader.Values read) {
        List<ValueSource> sources = desired.referenced().sources();
        List<String> reserved = ReservedReferences.inValues(read.values(), sources);
        if (!reserved.isEmpty()) {
            return desired.without(
                    new Verdict.Stalled(Reason.ConfigInvalid, "spec." + String.join("; spec.", reserved)));
        }
        return store.key(desired.cluster())
                .map(key -> desired.with(
                        ValueFiles.of(desired.connectName(), read.values(), key),
                        ValueAdvice.of(read.values(), sources)))
                .orElseGet(() -> desired.without(new Verdict.Progressing(
                        Reason.ValuesPending,
                        "the Secret %s of the ConnectCluster does not exist yet"
                                .formatted(
                                        ValuesMount.secretOf(desired.cluster().name())))));
    }

    /** For a connector whose spec is of no help. */
    Redactor redactor(ClusterId cluster, String connectName) {
        return Redactor.of(stored(cluster, connectName));
    }

    private List<String> stored(ClusterId cluster, String connectName) {
        return store.read(cluster).map(stored -> stored.valuesOf(connectName)).orElse(List.of());
    }

    /** What keeps a configuration from being sent: values that are not on every worker yet. */
    Optional<Verdict> deliver(DesiredConnector desired, RedactedSession session) {
        ValueFiles files = desired.referenced().files();
        if (files == null) {
            return Optional.empty();
        }
        return switch (distribution.advance(desired.cluster(), files, session.members())) {
            case ValueDistribution.Progress.Arrived arrived -> Optional.empty();
            case ValueDistribution.Progress.OnTheWay waiting ->
                Optional.of(new Verdict.Progressing(
                        Reason.ValuesPending,
                        "waiting for the values of spec.configFrom to propagate to the workers: " + waiting.why()));
            case ValueDistribution.Progress.Refused refused ->
                Optional.of(new Verdict.Stalled(Reason.ConfigInvalid, "spec.configFrom: " + refused.why()));
        };
    }

    /**
     * Puts files back that the connector uses, and removes those of earlier values when neither it nor its tasks refer to them.
     *
     * @return whether earlier values are still in use, so that it is worth looking again
     */
    boolean tidy(DesiredConnector desired, Observation look, RedactedSession session) {
        ObservedConnector observed = look.observed();
        if (observed == null || !observed.config().equals(desired.config())) {
            return false;
        }
        ValueFiles files = desired.referenced().files();
        if (files != null) {
            distribution.restore(desired.cluster(), files);
        }
        Set<String> earlier = store.read(desired.cluster())
                .map(stored -> stored.filesOf(desired.connectName()))
                .orElse(Set.of());
        if (files != null) {
            earlier.removeAll(files.files().keySet());
        }
        if (earlier.isEmpty()) {
            return false;
        }
        // A failure of an earlier run may quote an earlier value for as long as it is shown.
        if (observed.failed() || !mayBeAsked(desired, look) || isReferredTo(earlier, desired.connectName(), session)) {
            return true;
        }
        distribution.remove(desired.cluster(), earlier);
        return false;
    }

    /** The question about the tasks waits for rebalances as writes do, and while an earlier run goes on, the answer is known. */
    private static boolean mayBeAsked(DesiredConnector desired, Observation look) {
        boolean calm = !look.lastBegun().isAfter(look.asOf().minus(CALM));
        return calm && isNewRun(desired, look);
    }

    private static boolean isNewRun(DesiredConnector desired, Observation look) {
        return desired.state() != TargetState.Running
                || look.observed() != null
                        && look.observed().tasksIn(RunState.Running)
                                == look.observed().tasks().size()
                        && look.evidence() != RestartEvidence.Missing;
    }

    private static boolean isReferredTo(Set<String> files, String connectName, RedactedSession session) {
        try {
            return session.api().taskConfigs(connectName).stream()
                    .flatMap(config -> config.values().stream())
                    .anyMatch(value -> files.stream().anyMatch(value::contains));
        } catch (ConnectFault unknown) {
            return true;
        }
    }

    /** The connector is deleted from the workers. */
    void forget(ClusterId cluster, String connectName) {
        Set<String> files =
                store.read(cluster).map(stored -> stored.filesOf(connectName)).orElse(Set.of());
        if (!files.isEmpty()) {
            distribution.remove(cluster, files);
        }
    }
}
