package dev.kafkaconnect.operator.ledger;

/** Why the ledger could not be read or written, in words for a status. The kind decides whether it is worth repeating. */
public abstract sealed class LedgerFault extends Exception {

    private LedgerFault(String message) {
        super(message, null, false, false);
    }

    /** The message, which is never absent. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** Kubernetes does not answer, is busy, or another writer was quicker. To be repeated soon. */
    public static final class Unavailable extends LedgerFault {
        Unavailable(String message) {
            super(message);
        }
    }

    /** The namespace is being deleted, and with it whatever the ledger holds. */
    public static final class NamespaceEnds extends LedgerFault {
        NamespaceEnds(String message) {
            super(message);
        }
    }

    /** Kubernetes refuses it: a permission, a quota. */
    public static final class Refused extends LedgerFault {
        Refused(String message) {
            super(message);
        }
    }

    /** A ConfigMap of that name has another owner, and is left as it is. */
    public static final class Foreign extends LedgerFault {
        Foreign(String message) {
            super(message);
        }
    }

    /** The ConfigMap has no room for another entry. */
    public static final class Full extends LedgerFault {
        Full(String message) {
            super(message);
        }
    }

    /** An entry was written by a later version, or by hand, and cannot be read. */
    public static final class Unreadable extends LedgerFault {
        Unreadable(String message) {
            super(message);
        }
    }
}
