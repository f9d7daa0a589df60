package dev.kafkaconnect.bench.figures;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run prints in the end. Pure. */
public final class Summary {
    private Summary() {}

    /** @param last the run that was recorded last, null for none */
    public static String of(Run run, @Nullable Run last) {
        StringBuilder text = new StringBuilder(FigureTable.text(run, last));
        text.append("\non %s\n".formatted(run.machine().sentence()));
        if (last != null) {
            text.append("LAST: %s, commit %s, on %s\n"
                    .formatted(last.date(), last.commit(), last.machine().sentence()));
            last.rows().stream()
                    .filter(before -> run.like(before).isEmpty())
                    .forEach(before -> text.append("not measured, unlike then: %s\n".formatted(before.name())));
        }
        run.notes().forEach(note -> text.append("NOTE: %s\n".formatted(note)));
        text.append(verdict(run));
        return text.toString();
    }

    private static String verdict(Run run) {
        long goals = run.rows().stream().filter(figure -> figure.goal() != null).count();
        long met = count(run, Figure.Verdict.MET);
        List<Figure> off = run.off();
        return "%d of %d goals are met\n".formatted(met, goals)
                + off.stream()
                        .map(figure ->
                                "COUNT OFF: %s: %s, %s\n".formatted(figure.name(), figure.amount(), figure.most()))
                        .collect(Collectors.joining());
    }

    private static long count(Run run, Figure.Verdict verdict) {
        return run.rows().stream().filter(figure -> figure.verdict() == verdict).count();
    }
}
