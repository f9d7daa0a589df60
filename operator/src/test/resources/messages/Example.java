/** Read by a test, never compiled. */
class Example {
    Verdict created() {
        return new Verdict.Progressing(Reason.Creating, "the connector is being created");
    }

    void released() {
        LOG.warn("The lease could not be released");
    }

    String joined(int count) {
        return "first part of a line, " + count + " and the rest";
    }

    @Described("an annotation is not shown to users")
    String name() {
        return "connector.client.config.override.policy";
    }
}
