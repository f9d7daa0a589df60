package dev.kafkaconnect.operator.admission;

import java.util.List;

/** What is thought of a resource that somebody is about to write. */
public sealed interface Opinion {

    /** It is stored; the warnings are shown to who writes it. */
    record Accepted(List<String> warnings) implements Opinion {}

    /** It is not stored. */
    record Refused(String why) implements Opinion {}

    static Opinion accepted() {
        return new Accepted(List.of());
    }

    static Opinion warned(String warning) {
        return new Accepted(List.of(warning));
    }
}
