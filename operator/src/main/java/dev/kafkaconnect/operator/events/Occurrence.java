package dev.kafkaconnect.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import java.time.Instant;

/** An event that is to be told. Holds on to nothing of the object but what names it. */
record Occurrence(ObjectReference about, EventJournal.Told event, Instant at) {

    static Occurrence of(HasMetadata about, String type, String reason, String note, Instant at) {
        String uid = about.getMetadata().getUid();
        return new Occurrence(
                new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withName(about.getMetadata().getName())
                        .withNamespace(about.getMetadata().getNamespace())
                        .withUid(uid)
                        .build(),
                new EventJournal.Told(uid, type, reason, note),
                at);
    }
}
