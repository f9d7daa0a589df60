package dev.kafkaconnect.e2e.support.users;

import dev.kafkaconnect.e2e.support.apiserver.ApiServer;
import dev.kafkaconnect.e2e.support.kafka.OwnLoginModule;
import dev.kafkaconnect.e2e.support.kafka.SecuredKafka;
import dev.kafkaconnect.e2e.support.kafka.SecuredSpecs;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;

/**
 * The Secrets and the ConfigMap that {@link SecuredSpecs} refers to. Called by tests with brokers that ask for a login; does not
 * know which of the logins a cluster uses.
 */
public final class KafkaLogins {

    private KafkaLogins() {}

    /** In the namespace of the test that runs. */
    public static void create(ApiServer api, SecuredKafka kafka) {
        UserActions wanted = new UserActions(api);
        wanted.secret("kafka-ca", Map.of("ca.crt", kafka.authority()));
        wanted.secret("kafka-user", Map.of("password", SecuredKafka.PASSWORD));
        wanted.secret("oauth-client", Map.of("secret", SecuredKafka.CLIENT_SECRET));
        wanted.secret(
                "kafka-client",
                Map.of(
                        "tls.crt",
                        kafka.client().certificate(),
                        "tls.key",
                        SecuredSpecs.asPkcs1(kafka.client().key())));
        createOwnLogin(wanted);
        api.admin()
                .configMaps()
                .inNamespace(api.namespace())
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("kafka-ca")
                        .endMetadata()
                        .addToData("bundle.pem", "the authority of the brokers\r\n" + kafka.authority())
                        .build())
                .serverSideApply();
    }

    /** The one for {@link OwnLoginModule}. */
    public static void createOwnLogin(UserActions wanted) {
        wanted.secret(
                "own-login",
                Map.of(
                        "jaas",
                        "%s required who=\"%s\" word=\"%s\";"
                                .formatted(OwnLoginModule.class.getName(), SecuredKafka.USER, SecuredKafka.PASSWORD)));
    }
}
