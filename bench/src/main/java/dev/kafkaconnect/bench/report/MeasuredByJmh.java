package dev.kafkaconnect.bench.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Takes what is of interest from the results of JMH, which were measured in microseconds. */
public final class MeasuredByJmh {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private MeasuredByJmh() {}

    public static List<Measured> of(Collection<RunResult> results) {
        return results.stream()
                .map(MeasuredByJmh::measured)
                .sorted(Comparator.comparing(Measured::benchmark).thenComparingInt(Measured::size))
                .toList();
    }

    private static Measured measured(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        String size = parameters.getParamsKeys().iterator().next();
        return new Measured(
                benchmark(parameters),
                size,
                Integer.parseInt(parameters.getParam(size)),
                result.getPrimaryResult().getStatistics().getPercentile(50),
                allocated(result));
    }

    private static String benchmark(BenchmarkParams parameters) {
        String[] parts = parameters.getBenchmark().split(Pattern.quote("."), -1);
        return parts[parts.length - 2] + "." + parts[parts.length - 1];
    }

    private static double allocated(RunResult result) {
        Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new IllegalStateException("without the profiler gc there is no " + ALLOCATED);
        }
        return allocated.getScore();
    }
}
