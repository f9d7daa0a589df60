package dev.kafkaconnect.operator.cluster;

import java.util.List;

/** A spec that the API server let through and that still makes no sense; one sentence for each thing to change. */
final class InvalidSpec extends Exception {

    InvalidSpec(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
