package dev.kafkaconnect.operator.kafka.client;

import org.apache.kafka.common.utils.AppInfoParser;

/** The version of Kafka that this operator, and the worker image of its release, are made with. */
public final class ClientVersion {
    private ClientVersion() {}

    public static String own() {
        return AppInfoParser.getVersion();
    }
}
