package dev.kafkaconnect.bench.figures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page {@code docs/performance.md}: what is said of every run, and the run that was recorded last. */
public final class Page {
    /** Of prose in the documentation, in characters. */
    private static final int WIDTH = 115;

    private Page() {}

    public static String of(Run run) throws IOException {
        return template()
                .replace("{date}", run.date().substring(0, "2000-01-01".length()))
                .replace("{commit}", run.commit())
                .replace("{machine}", run.machine().sentence())
                .replace("{table}", FigureTable.markdown(run))
                .replace("{notes}", notes(run.notes()));
    }

    private static String notes(List<String> notes) {
        return notes.isEmpty()
                ? ""
                : "\nWhat failed or was not measured in this run:\n\n%s\n"
                        .formatted(
                                notes.stream().map(note -> wrapped("* " + note)).collect(Collectors.joining("\n")));
    }

    private static String wrapped(String item) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : item.split(" ", -1)) {
            boolean full = column + word.length() >= WIDTH;
            lines.append(column == 0 ? "" : full ? "\n  " : " ").append(word);
            column = full ? word.length() + 2 : column + word.length() + 1;
        }
        return lines.toString();
    }

    private static String template() throws IOException {
        try (InputStream page = Objects.requireNonNull(Page.class.getResourceAsStream("page.md"))) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
