package dev.kafkaconnect.operator.observe;

import java.util.function.Predicate;

/** Holds for a number that is the same as when it was last looked at. */
final class StandsStill implements Predicate<Integer> {
    private int last = -1;

    @Override
    public boolean test(Integer number) {
        boolean still = number == last;
        last = number;
        return still;
    }
}
