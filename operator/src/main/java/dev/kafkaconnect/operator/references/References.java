package dev.kafkaconnect.operator.references;

import java.util.Optional;

/** The Secrets and ConfigMaps of the API server, as those see them who refer to some of them. */
public interface References {

    /**
     * Asks the API server for what is there now.
     *
     * @return empty if there is no such object
     */
    Optional<Content> read(Reference reference);

    /**
     * The version of which news came last, without a request. Who has read this very version need not read again: a later one
     * is told to the listeners.
     *
     * @return empty if there is no such object, or if it is not known yet
     */
    Optional<String> version(Reference reference);

    /** @param listener receives every change, also of objects that are not referred to; must not block */
    void addListener(ReferenceListener listener);
}
