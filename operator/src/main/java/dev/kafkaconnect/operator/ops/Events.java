package dev.kafkaconnect.operator.ops;

import dev.kafkaconnect.operator.config.Shortened;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happened, for {@code kubectl describe}. Called on transitions only. An event that cannot be written (its
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
        var metadata = about.getMetadata();
        try {
            client.events()
                    .v1()
                    .events()
                    .inNamespace(metadata.getNamespace())
                    .resource(new EventBuilder()
                            .withNewMetadata()
                            .withGenerateName(cut(metadata.getName(), LONGEST_NAME) + "-")
                            .withNamespace(metadata.getNamespace())
                            .endMetadata()
                            .withEventTime(new MicroTime(MICROSECONDS.format(clock.instant())))
                            .withReportingController("kafkaconnect.dev/operator")
                            .withReportingInstance(cut(reporter, 128))
                            .withAction(reason)
                            .withReason(reason)
                            .withType(type)
                            .withNote(Shortened.to(LONGEST_NOTE, note))
                            .withRegarding(new ObjectReferenceBuilder()
                                    .withApiVersion(about.getApiVersion())
                                    .withKind(about.getKind())
                                    .withName(metadata.getName())
                                    .withNamespace(metadata.getNamespace())
                                    .withUid(metadata.getUid())
                                    .build())
                            .build())
                    .create();
        } catch (KubernetesClientException dropped) {
            LOG.warn("An event was dropped: {}", dropped.getMessage());
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
