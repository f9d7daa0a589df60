package dev.kafkaconnect.e2e.support.figures;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * Times of the same thing, done several times.
 *
 * @param all the shortest first; not empty
 */
public record Seconds(List<Double> all) {

    public Seconds {
        all = all.stream().sorted().toList();
    }

    /** What is done once. */
    public interface Work {
        void run() throws Exception;
    }

    public static double of(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return since(start);
    }

    /** Since a moment of {@link System#nanoTime}. */
    public static double since(long nanos) {
        return between(nanos, System.nanoTime());
    }

    public static double between(long from, long to) {
        return (to - from) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    public static Seconds of(int times, Callable<Double> measurement) throws Exception {
        double[] all = new double[times];
        for (int number = 0; number < times; number++) {
            all[number] = measurement.call();
        }
        return new Seconds(DoubleStream.of(all).boxed().toList());
    }

    public double median() {
        return all.get(all.size() / 2);
    }

    public double longest() {
        return all.getLast();
    }

    @Override
    public String toString() {
        return all.size() == 1
                ? String.format(Locale.ROOT, "%.2f s", median())
                : String.format(Locale.ROOT, "median %.2f s, max %.2f s of %d", median(), longest(), all.size());
    }
}
