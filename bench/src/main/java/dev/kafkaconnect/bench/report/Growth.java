package dev.kafkaconnect.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How the cost of a benchmark grows from the next smaller size: the ratio of the costs divided by the ratio of the sizes. 1 is linear,
 * less is better. Pure.
 */
public record Growth(double time, double bytes) {
    static final double MOST = 1.3;

    /** Empty for the smallest size. */
    public static Optional<Growth> of(Measured measured, List<Measured> all) {
        return all.stream()
                .filter(other -> other.benchmark().equals(measured.benchmark()) && other.size() < measured.size())
                .max((one, other) -> Integer.compare(one.size(), other.size()))
                .map(smaller -> new Growth(
                        ratio(Measured::micros, measured, smaller), ratio(Measured::bytes, measured, smaller)));
    }

    private static double ratio(ToDoubleFunction<Measured> cost, Measured measured, Measured smaller) {
        double sizes = (double) measured.size() / smaller.size();
        return cost.applyAsDouble(measured) / cost.applyAsDouble(smaller) / sizes;
    }

    /** What grows faster than the size; empty where nothing does. */
    public List<String> moreThanLinear() {
        List<String> costs = new ArrayList<>();
        if (time > MOST) {
            costs.add("time");
        }
        if (bytes > MOST) {
            costs.add("bytes");
        }
        return costs;
    }
}
