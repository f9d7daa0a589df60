package dev.kafkaconnect.operator.connect.wrapped;

/** Is told of requests that change the configuration of a connector. Called on the thread of the request, so it must not block. */
public interface ConfigWrites {

    /** One is about to be sent. */
    void begin(String connector);

    /** @param written whether the workers may have carried it out */
    void end(String connector, boolean written);
}
