package dev.kafkaconnect.operator.connect;

import java.util.function.UnaryOperator;

/**
 * Why a request to the workers did not do what it should. The kind decides what the caller does next; no exception of the
 * HTTP client or of the JSON parser gets past {@link HttpConnectApi}.
 */
public abstract sealed class ConnectFault extends Exception {

    private ConnectFault(String message) {
        super(message, null, false, false);
    }

    /**
     * By the status of an answer.
     *
     * @param own whether the words are those of Connect, and not of a web server
     */
    static ConnectFault of(int status, String message, boolean own) {
        return switch (status) {
            case 404 -> new NotFound(message);
            case 409 -> new Busy(message);
            case 400, 403, 422 -> new Rejected(message);
            case 500 -> own ? internalError(message) : new Broken(message);
            default -> new Broken(message);
        };
    }

    /** Workers answer 500 for a few things that pass without a change, distinguished only by the text. */
    private static ConnectFault internalError(String message) {
        boolean passing = message.contains("rebalance is expected")
                || message.contains("IO Error trying to forward REST request")
                || message.contains("Request timed out");
        return passing ? new Busy(message) : new Crashed(message);
    }

    /** The message, which is never absent. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** The same kind of fault, told with another text. */
    public ConnectFault redacted(UnaryOperator<String> redactor) {
        String told = redactor.apply(text());
        return switch (this) {
            case Rejected fault -> new Rejected(told);
            case NotFound fault -> new NotFound(told);
            case AlreadyExists fault -> new AlreadyExists(told);
            case Busy fault -> new Busy(told);
            case Unreachable fault -> new Unreachable(told);
            case Crashed fault -> new Crashed(told);
            case Broken fault -> new Broken(told);
        };
    }

    /** The workers refuse the request, and will again unless something changes: 400, 403, 422. */
    public static final class Rejected extends ConnectFault {
        public Rejected(String message) {
            super(message);
        }
    }

    /** There is no such connector: 404. */
    public static final class NotFound extends ConnectFault {
        public NotFound(String message) {
            super(message);
        }
    }

    /** A connector of that name exists: 409 of a POST. */
    public static final class AlreadyExists extends ConnectFault {
        public AlreadyExists(String message) {
            super(message);
        }
    }

    /** A rebalance is under way, or the leader is gone: 409 and some of the 500s. Repeating the request is right. */
    public static final class Busy extends ConnectFault {
        public Busy(String message) {
            super(message);
        }
    }

    /** No answer: refused, reset, timed out, or cut off half-way. The request may or may not have been carried out. */
    public static final class Unreachable extends ConnectFault {
        public Unreachable(String message) {
            super(message);
        }
    }

    /** Connect ran into an error at the request, be it its own or a connector's, and says so in its own words: 500. */
    public static final class Crashed extends ConnectFault {
        public Crashed(String message) {
            super(message);
        }
    }

    /** Any other answer that is of no use, by a worker or by something on the way to it. */
    public static final class Broken extends ConnectFault {
        public Broken(String message) {
            super(message);
        }
    }
}
