package dev.kafkaconnect.operator.importing.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person has to know of an import: one warning for each thing that is not as it was. Handed through all that is done for
 * one run.
 *
 * @param subject the resource that is read
 * @param lines shared by all subjects of a run
 */
public record Report(String subject, List<String> lines) {

    public static Report empty() {
        return new Report("", new ArrayList<>());
    }

    public Report about(String resource) {
        return new Report(resource, lines);
    }

    /** @param field its path */
    public void warn(String field, String text) {
        lines.add("%s: %s: %s".formatted(subject, field, text));
    }

    public void warn(String text) {
        lines.add(subject.isEmpty() ? text : "%s: %s".formatted(subject, text));
    }
}
