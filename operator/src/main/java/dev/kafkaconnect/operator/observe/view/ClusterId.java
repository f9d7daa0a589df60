package dev.kafkaconnect.operator.observe.view;

/** Names one ConnectCluster. */
public record ClusterId(String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
