package dev.kafkaconnect.e2e.support.waiting;

import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** True when a number has not changed since it was asked before. */
public final class Settled implements Callable<Boolean> {
    private final LongSupplier number;
    private long last = -1;

    public Settled(LongSupplier number) {
        this.number = number;
    }

    @Override
    public Boolean call() {
        long before = last;
        last = number.getAsLong();
        return last == before;
    }
}
