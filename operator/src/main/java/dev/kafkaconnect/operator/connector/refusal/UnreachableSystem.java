package dev.kafkaconnect.operator.connector.refusal;

import dev.kafkaconnect.operator.status.Reason;
import dev.kafkaconnect.operator.status.Verdict;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Tells a configuration that is refused because the system it connects to does not answer (yet) from one that is wrong. Connectors
 * report both alike, in the words of their drivers. Words that also introduce a rejected password are left out. Pure.
 */
public final class UnreachableSystem {

    /** Of Java itself, PostgreSQL, MySQL, SQL Server, Oracle and MongoDB, in this order. */
    private static final Pattern WORDS = Pattern.compile(
            "connection (refused|timed out|reset)|connect(ion)? timed out|unknown ?host|name or service not known"
                    + "|temporary failure in name resolution|no route to host|network is unreachable"
                    + "|connection to \\S+ refused|the connection attempt failed|the database system is starting up"
                    + "|not yet accepting connections"
                    + "|communications link failure"
                    + "|the tcp/ip connection to the host \\S+,? port \\d+ has failed"
                    + "|network adapter could not establish the connection"
                    + "|timed out (after \\d+ ms )?while waiting (to connect|for a server)",
            Pattern.CASE_INSENSITIVE);

    private UnreachableSystem() {}

    /**
     * @param causes in the words of the connector, at least one
     * @param message for the status
     */
    public static Verdict verdict(Collection<String> causes, String message) {
        return causes.stream().allMatch(cause -> WORDS.matcher(cause).find())
                ? new Verdict.Awaiting(Reason.ConfigInvalid, message)
                : new Verdict.Stalled(Reason.ConfigInvalid, message);
    }
}
