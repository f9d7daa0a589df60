package dev.kafkaconnect.operator.connect;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A reference that the operator made, to a file that it delivered for this very connector or for itself, or several of these in a
 * row. Made by {@code values} alone; never from a text that a user wrote.
 *
 * @param text as it stands in the configuration
 */
public record OwnReference(String text) {

    @Override
    public String toString() {
        return text;
    }

    /**
     * What a worker finds behind references, asked by way of a connector class that it does not have: it says of which name. Used by
     * {@link HttpConnectApi}. Pure.
     *
     * @param references one or more of them, without anything between, and what distinguishes this question from all others
     * @param expected what may be behind them
     */
    record Question(String references, Pattern expected) {

        /** Workers remember which classes they do not have, in Kafka 4.4 by the name as it is written, and do not look again. */
        static Question once(OwnReference references, Pattern expected) {
            return new Question(
                    references.text() + "-"
                            + Long.toHexString(ThreadLocalRandom.current().nextLong()),
                    expected);
        }

        /** What the path of the question names, into which the beginning of a reference may not go. */
        String end() {
            return references.substring(references.lastIndexOf('/') + 1);
        }

        Map<String, String> config() {
            return Map.of("name", "probe", "connector.class", references);
        }

        /**
         * @return what matches; empty where the worker has left the references as they are
         * @throws F when the worker speaks of something else
         */
        <F extends ConnectFault> List<String> answer(F unknownClass) throws F {
            List<String> found = expected.matcher(unknownClass.text())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            if (found.isEmpty() && !unknownClass.text().contains(references)) {
                throw unknownClass;
            }
            return found;
        }
    }
}
