package dev.kafkaconnect.operator.events;

import dev.kafkaconnect.operator.events.EventJournal.Decision;
import dev.kafkaconnect.operator.events.EventJournal.Told;
import dev.kafkaconnect.operator.requests.NamespaceEnd;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events, one after the other; what is told again and again is counted, see {@link EventJournal}. An event that cannot be written
 * (its namespace is going, the API server is busy) is dropped: nothing depends on it. Called by {@link Events}.
 */
final class EventWriter {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** Leaves room for what the API server appends. */
    private static final int LONGEST_NAME = 200;

    private final KubernetesClient client;
    private final String reporter;
    private final EventJournal journal = new EventJournal();

    /** @param reporter name of this replica */
    EventWriter(KubernetesClient client, String reporter) {
        this.client = client;
        this.reporter = reporter;
    }

    void write(Occurrence occurrence) {
        try {
            switch (journal.decide(occurrence.event(), occurrence.at())) {
                case Decision.Write write -> create(occurrence);
                case Decision.Count count -> count(occurrence, count);
                case Decision.Drop drop -> {}
            }
        } catch (KubernetesClientException dropped) {
            if (!NamespaceEnd.explains(dropped)) {
                LOG.warn("An event was dropped: {}", dropped.getMessage());
            }
        }
    }

    private void create(Occurrence occurrence) {
        Told event = occurrence.event();
        ObjectReference about = occurrence.about();
        Event written = client.events()
                .v1()
                .events()
                .inNamespace(about.getNamespace())
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withGenerateName(cut(about.getName(), LONGEST_NAME) + "-")
                        .withNamespace(about.getNamespace())
                        .endMetadata()
                        .withEventTime(new MicroTime(MICROSECONDS.format(occurrence.at())))
                        .withReportingController("kafkaconnect.dev/operator")
                        .withReportingInstance(cut(reporter, 128))
                        .withAction(event.reason())
                        .withReason(event.reason())
                        .withType(event.type())
                        .withNote(event.note())
                        .withRegarding(about)
                        .build())
                .create();
        journal.written(event, written.getMetadata().getName());
    }

    private void count(Occurrence occurrence, Decision.Count count) {
        try {
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withName(count.name())
                            .withNamespace(occurrence.about().getNamespace())
                            .endMetadata()
                            .build())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
                                    .formatted(count.count(), MICROSECONDS.format(occurrence.at())));
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw failed;
            }
            journal.written(occurrence.event(), null);
            create(occurrence);
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
