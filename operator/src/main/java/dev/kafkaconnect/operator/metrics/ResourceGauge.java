package dev.kafkaconnect.operator.metrics;

import java.io.IOException;

/**
 * A metric whose values are read from resources while they are written.
 *
 * @param name as Prometheus knows it
 * @param help one line that describes it
 * @param <R> a resource, with what else is known of it
 */
record ResourceGauge<R>(String name, String help, Reader<R> reader) {

    /** Reads the values of one resource: none, one, or one for each of a fixed number of labels. */
    interface Reader<R> {
        void read(R resource, Samples samples) throws IOException;
    }

    /** Takes the values of one resource. */
    interface Samples {

        /** @param labels name, value, name, value and so on, beside those that identify the resource */
        void add(long value, String... labels) throws IOException;
    }
}
