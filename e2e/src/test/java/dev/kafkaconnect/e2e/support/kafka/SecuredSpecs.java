package dev.kafkaconnect.e2e.support.kafka;

import java.util.Arrays;
import java.util.Base64;

/** ConnectClusters that log in to brokers with TLS, by each of the ways there are. */
public final class SecuredSpecs {
    private final SecuredKafka kafka;

    public SecuredSpecs(SecuredKafka kafka) {
        this.kafka = kafka;
    }

    public String of(String type, String group, String management) {
        String how = switch (type) {
            case "MutualTls" -> "certificateSecretRef: {name: kafka-client}";
            case "Custom" ->
                "properties: {sasl.mechanism: PLAIN}, propertiesFrom: [{name: sasl.jaas.config, secretKeyRef: {name: own-login, key: jaas}}]";
            case "OAuthBearer" ->
                "tokenEndpointUri: %s, clientId: connect, clientSecretRef: {name: oauth-client, key: secret}, scope: kafka, options: {extension_logicalCluster: lkc-1}, tokenEndpointTrustedCertificates: {configMapName: kafka-ca, key: bundle.pem}"
                        .formatted(kafka.tokens.endpoint());
            default ->
                "username: %s, passwordSecretKeyRef: {name: kafka-user, key: password}".formatted(SecuredKafka.USER);
        };
        String authority =
                type.equals("MutualTls") ? "configMapName: kafka-ca, key: bundle.pem" : "secretName: kafka-ca";
        return """
                kafka:
                  bootstrapServers: %s
                  tls: {trustedCertificates: [{%s}]}
                  authentication: {type: %s, %s}
                groupId: %s
                topics: {management: %s}
                replicas: 1
                rest: {tls: {mode: Disabled}}
                config:
                  key.converter: org.apache.kafka.connect.storage.StringConverter
                  value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(
                type.equals("MutualTls") ? kafka.ssl() : kafka.saslSsl(), authority, type, how, group, management);
    }

    /** As cert-manager writes a key unless told otherwise: one of 2048 bits begins 26 bytes into its PKCS#8 form. */
    public static String asPkcs1(String pem) {
        byte[] pkcs8 = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
        return "-----BEGIN RSA PRIVATE KEY-----\n%s\n-----END RSA PRIVATE KEY-----\n"
                .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));
    }
}
