package dev.kafkaconnect.operator.metrics;

import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes gauges in the text format of Prometheus, one line at a time. Keeps nothing. */
final class TextFormat {
    private final Writer out;

    TextFormat(Writer out) {
        this.out = out;
    }

    /** @param identity the labels that tell the resource from others, as {@link #labels} returns them */
    <R> void write(ResourceGauge<R> gauge, Stream<R> resources, Function<R, String> identity) throws IOException {
        out.write("# HELP " + gauge.name() + " " + gauge.help() + "\n# TYPE " + gauge.name() + " gauge\n");
        Iterator<R> all = resources.iterator();
        while (all.hasNext()) {
            R resource = all.next();
            String own = identity.apply(resource);
            gauge.reader().read(resource, (value, further) -> {
                out.append(gauge.name()).append('{').append(own);
                if (further.length > 0) {
                    out.append(',').append(labels(further));
                }
                out.append("} ").append(Long.toString(value)).append('\n');
            });
        }
    }

    /** @param namesAndValues name, value, name, value and so on */
    static String labels(String... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(i == 0 ? "" : ",")
                    .append(namesAndValues[i])
                    .append("=\"")
                    .append(escaped(namesAndValues[i + 1]))
                    .append('"');
        }
        return text.toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
