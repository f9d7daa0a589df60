package dev.kafkaconnect.operator.connector.advice;

import dev.kafkaconnect.operator.connector.spec.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Points out values of Secrets and ConfigMaps that begin or end with a blank or a line break, as editors and {@code echo} leave
 * it; the value itself is never shown. Pure; used by {@code ConnectorValues}.
 */
public final class ValueAdvice {

    /** How every sentence begins; tells them from other advice. */
    static final String BEGINNING = "spec.configFrom: ";

    private static final int MOST = 5;

    private ValueAdvice() {}

    /**
     * @param values by configuration key
     * @return a sentence for each value that looks mistaken
     */
    public static List<String> of(Map<String, String> values, List<ValueSource> sources) {
        List<String> advice = new ArrayList<>();
        for (ValueSource source : sources) {
            String fault = fault(values.getOrDefault(source.key(), ""));
            if (!fault.isEmpty()) {
                advice.add(BEGINNING
                        + "%s, %s, which is part of the value; remove it unless the connector needs it"
                                .formatted(source.described(), fault));
            }
        }
        return advice.stream().limit(MOST).toList();
    }

    /** Text of several lines, such as a certificate, ends with a line break as a rule. */
    private static String fault(String value) {
        boolean oneLine = value.strip().lines().count() <= 1;
        if (!oneLine || value.equals(value.strip())) {
            return "";
        }
        if (value.endsWith("\n") || value.endsWith("\r")) {
            return "ends with a line break";
        }
        return value.equals(value.stripTrailing()) ? "begins with a blank" : "ends with a blank";
    }
}
