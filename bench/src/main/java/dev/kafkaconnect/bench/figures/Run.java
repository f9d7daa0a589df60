package dev.kafkaconnect.bench.figures;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of all that is measured: a line of the history.
 *
 * @param date with time, in UTC
 * @param commit short, with a plus sign where files differed from it
 * @param notes what was not measured, and why
 */
public record Run(String date, String commit, Machine machine, List<Figure> figures, List<String> notes) {

    /**
     * Where it ran.
     *
     * @param load averages of one minute, at the start and at the end
     */
    public record Machine(int cores, String processor, String load) {
        String sentence() {
            return "%d cores (%s), load average %s".formatted(cores, processor, load);
        }
    }

    /** Those that stand by themselves, and how each curve ends. */
    @JsonIgnore
    public List<Figure> rows() {
        List<Figure> rows = new ArrayList<>(
                figures.stream().filter(figure -> !figure.isPoint()).toList());
        Curve.of(figures).forEach(curve -> curve.growth().ifPresent(rows::add));
        return rows;
    }

    Optional<Figure> like(Figure figure) {
        return rows().stream().filter(figure::isAlike).findFirst();
    }

    /** Counts over their goal. */
    @JsonIgnore
    public List<Figure> off() {
        return rows().stream()
                .filter(figure -> figure.verdict() == Figure.Verdict.OFF)
                .toList();
    }
}
