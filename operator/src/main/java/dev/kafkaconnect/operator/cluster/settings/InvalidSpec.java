package dev.kafkaconnect.operator.cluster.settings;

import java.util.List;

/** A spec that the API server let through and that still makes no sense; one sentence for each thing to change. */
public final class InvalidSpec extends Exception {

    public InvalidSpec(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
