package dev.kafkaconnect.artifacts;

/** Why a plug-in cannot be had, in words for whoever wrote down where it is. Holds no credentials. */
public final class ArtifactFailure extends Exception {
    private final Cause cause;

    /** What is to be done about it, as an exit code of sysexits.h. */
    public enum Cause {
        /** The command, or what it was given, is wrong. */
        Usage(64),
        /** The artifact is not what it should be. */
        Content(65),
        /** There is no such artifact. */
        Missing(66),
        /** The server does not answer as it should; it may later. */
        Unavailable(69),
        /** The files cannot be written. */
        Storage(73),
        /** The server wants other credentials, or another certificate. */
        Refused(77);

        private final int exitCode;

        Cause(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    ArtifactFailure(Cause cause, String message) {
        super(message, null, false, false);
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
