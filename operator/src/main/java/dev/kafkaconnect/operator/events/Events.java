package dev.kafkaconnect.operator.events;

import dev.kafkaconnect.operator.events.EventJournal.Decision;
import dev.kafkaconnect.operator.events.EventJournal.Told;
import dev.kafkaconnect.operator.requests.NamespaceEnd;
import dev.kafkaconnect.operator.text.Shortened;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happened, for {@code kubectl describe}. Called on transitions only; what is told again and again is counted, see
 * {@link EventJournal}. An event that cannot be written (its
 * namespace is going, the API server is busy) is dropped: nothing depends on it.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The API server takes no longer note. */
    private static final int LONGEST_NOTE = 1_000;

    /** Leaves room for what the API server appends. */
    private static final int LONGEST_NAME = 200;

    private final KubernetesClient client;
    private final String reporter;
    private final Clock clock;
    private final EventJournal journal = new EventJournal();

    /** @param reporter name of this replica */
    public Events(KubernetesClient client, String reporter, Clock clock) {
        this.client = client;
        this.reporter = reporter;
        this.clock = clock;
    }

    public void normal(HasMetadata about, String reason, String note) {
        emit(about, "Normal", reason, note);
    }

    public void warning(HasMetadata about, String reason, String note) {
        emit(about, "Warning", reason, note);
    }

    private void emit(HasMetadata about, String type, String reason, String note) {
        Told event = new Told(about.getMetadata().getUid(), type, reason, Shortened.to(LONGEST_NOTE, note));
        try {
            switch (journal.decide(event, clock.instant())) {
                case Decision.Write write -> write(about, event);
                case Decision.Count count -> count(about, event, count);
                case Decision.Drop drop -> {}
            }
        } catch (KubernetesClientException dropped) {
            if (!NamespaceEnd.explains(dropped)) {
                LOG.warn("An event was dropped: {}", dropped.getMessage());
            }
        }
    }

    private void write(HasMetadata about, Told event) {
        var metadata = about.getMetadata();
        Event written = client.events()
                .v1()
                .events()
                .inNamespace(metadata.getNamespace())
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withGenerateName(cut(metadata.getName(), LONGEST_NAME) + "-")
                        .withNamespace(metadata.getNamespace())
                        .endMetadata()
                        .withEventTime(new MicroTime(now()))
                        .withReportingController("kafkaconnect.dev/operator")
                        .withReportingInstance(cut(reporter, 128))
                        .withAction(event.reason())
                        .withReason(event.reason())
                        .withType(event.type())
                        .withNote(event.note())
                        .withRegarding(new ObjectReferenceBuilder()
                                .withApiVersion(about.getApiVersion())
                                .withKind(about.getKind())
                                .withName(metadata.getName())
                                .withNamespace(metadata.getNamespace())
                                .withUid(metadata.getUid())
                                .build())
                        .build())
                .create();
        journal.written(event, written.getMetadata().getName());
    }

    private void count(HasMetadata about, Told event, Decision.Count count) {
        try {
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withName(count.name())
                            .withNamespace(about.getMetadata().getNamespace())
                            .endMetadata()
                            .build())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}".formatted(count.count(), now()));
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw failed;
            }
            journal.written(event, null);
            write(about, event);
        }
    }

    private String now() {
        return MICROSECONDS.format(clock.instant());
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
