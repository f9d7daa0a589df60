package dev.kafkaconnect.operator.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kafkaconnect.api.Connector;
import dev.kafkaconnect.operator.backoff.Backoff;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorOffset;
import dev.kafkaconnect.operator.connector.advice.Advice;
import dev.kafkaconnect.operator.connector.advice.OffsetsListing;
import dev.kafkaconnect.operator.connector.refusal.FailureText;
import dev.kafkaconnect.operator.connector.spec.ConnectorParser;
import dev.kafkaconnect.operator.connector.spec.DesiredConnector;
import dev.kafkaconnect.operator.connector.verdict.Assessment;
import dev.kafkaconnect.operator.observe.RedactedSession;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Lists the current offsets of a connector when the annotation asks for it, once for each value of it, in the form that
 * {@code spec.offsets.set} takes. Called by {@link ConnectorAdvice}.
 */
final class OffsetsExport {

    /** Any new value lists the offsets once. */
    static final String LIST_OFFSETS = "kafkaconnect.dev/list-offsets";

    /** A ConfigMap holds 1 MiB, with its own metadata. */
    static final int LARGEST = 1_000_000;

    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OffsetsStore store;
    private final Clock clock;

    OffsetsExport(OffsetsStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param again when to look again, at the latest */
    record Progress(Advice advice, Duration again) {}

    /** Keeps a list of offsets where its owner finds it. Never touches what has another owner. */
    @FunctionalInterface
    interface OffsetsStore {
        Kept keep(Connector connector, String offsets);
    }

    /** What became of it. */
    sealed interface Kept {
        record In(String name) implements Kept {}

        record Nowhere(String why) implements Kept {}

        /** Kubernetes is busy, or another writer was quicker: to be tried again. */
        record NotYet() implements Kept {}
    }

    Progress advance(Connector connector, DesiredConnector desired, Advice advice, RedactedSession session) {
        String request = ConnectorParser.annotation(connector, LIST_OFFSETS);
        if (request == null
                || advice.listing() != null && request.equals(advice.listing().request())) {
            return new Progress(advice, Assessment.RESYNC);
        }
        try {
            String text = text(session.api().offsets(desired.connectName()));
            int size = text.getBytes(StandardCharsets.UTF_8).length;
            if (size > LARGEST) {
                return failed(
                        advice,
                        request,
                        "the offsets take %d bytes, more than the %d that fit into a ConfigMap; read them from the workers: GET /connectors/%s/offsets"
                                .formatted(size, LARGEST, desired.connectName()));
            }
            return switch (store.keep(connector, text)) {
                case Kept.In in ->
                    new Progress(
                            advice.with(OffsetsListing.done(request, in.name(), clock.instant())), Assessment.RESYNC);
                case Kept.Nowhere nowhere -> failed(advice, request, nowhere.why());
                case Kept.NotYet later -> new Progress(advice, RETRY.jittered(1));
            };
        } catch (ConnectFault.Busy | ConnectFault.Unreachable passing) {
            return new Progress(advice, RETRY.jittered(1));
        } catch (ConnectFault fault) {
            return failed(
                    advice, request, "the workers do not return the offsets: " + FailureText.shortened(fault.text()));
        }
    }

    private Progress failed(Advice advice, String request, String why) {
        return new Progress(advice.with(OffsetsListing.failed(request, why, clock.instant())), Assessment.RESYNC);
    }

    /** One offset a line, so that a part can be taken. */
    static String text(List<ConnectorOffset> offsets) {
        StringBuilder text = new StringBuilder("[");
        for (ConnectorOffset offset : offsets) {
            text.append(text.length() == 1 ? "\n  " : ",\n  ").append(json(offset));
        }
        return text.append(offsets.isEmpty() ? "]\n" : "\n]\n").toString();
    }

    private static String json(ConnectorOffset offset) {
        try {
            return JSON.writeValueAsString(offset);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("not representable as JSON", impossible);
        }
    }
}
