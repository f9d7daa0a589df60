package dev.kafkaconnect.bench.report;

/**
 * What one benchmark has cost at one size.
 *
 * @param benchmark class and method
 * @param parameter what the size counts, such as keys
 * @param micros median of the iterations, each of which is an average, in microseconds for one call
 * @param bytes allocated by one call
 */
public record Measured(String benchmark, String parameter, int size, double micros, double bytes) {

    /** By which it is found in {@code bench/allocations.json}. */
    public String name() {
        return "%s %s=%d".formatted(benchmark, parameter, size);
    }
}
