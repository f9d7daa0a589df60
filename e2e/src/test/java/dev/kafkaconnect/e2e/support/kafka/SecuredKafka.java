package dev.kafkaconnect.e2e.support.kafka;

import dev.kafkaconnect.e2e.support.processes.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Three brokers that let nobody do what no ACL allows, except through a listener for the test itself. The worker may use what
 * begins with {@link #PREFIX}, and create nothing. Registered as a static field.
 */
public final class SecuredKafka implements BeforeAllCallback, AutoCloseable {
    public static final String PREFIX = "secured";
    public static final String USER = "worker";
    public static final String PASSWORD = "canary-Pa$$w0rd%d'{}=,;#";
    public static final String CLIENT_SECRET = "canary-client-secret+/=";

    private final TemporaryDirectory files = TemporaryDirectory.create("secured-");
    private final TestCertificates authority = new TestCertificates(files.path(), "authority");
    public final TokenServer tokens =
            new TokenServer(USER, "connect", CLIENT_SECRET, authority.issue("tokens", "ip:127.0.0.1"));
    private TestCertificates.Identity client;
    private Brokers brokers;
    private Admin admin;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (brokers != null) {
            return;
        }
        context.getStore(ExtensionContext.Namespace.create(SecuredKafka.class)).put(this, (AutoCloseable) this::close);
        client = authority.issue(USER, "");
        brokers = Brokers.start(security());
        admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
        users();
        rights(USER);
        rights("CN=" + USER);
    }

    private Brokers.Security security() {
        String broker = authority
                .issue("broker", "ip:127.0.0.1,ip:127.0.0.2,ip:127.0.0.3")
                .both();
        Path keys = write("jwks.json", tokens.keySet());
        String login = "org.apache.kafka.common.security.";
        return new Brokers.Security(
                """
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL,SSL:SSL
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                listener.name.ssl.ssl.client.auth=required
                sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
                listener.name.sasl_ssl.plain.sasl.jaas.config=%splain.PlainLoginModule required user_%s="%s";
                listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=%sscram.ScramLoginModule required;
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=%sscram.ScramLoginModule required;
                listener.name.sasl_ssl.oauthbearer.sasl.jaas.config=%soauthbearer.OAuthBearerLoginModule required;
                listener.name.sasl_ssl.oauthbearer.sasl.server.callback.handler.class=%soauthbearer.OAuthBearerValidatorCallbackHandler
                sasl.oauthbearer.jwks.endpoint.url=%s
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                """.formatted(
                                write("broker.pem", broker),
                                write("authority.pem", authority.authority()),
                                login,
                                USER,
                                PASSWORD,
                                login,
                                login,
                                login,
                                login,
                                keys.toUri()),
                List.of("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + keys.toUri()));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(files.path().resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void users() throws Exception {
        password(ScramMechanism.SCRAM_SHA_256);
        password(ScramMechanism.SCRAM_SHA_512);
    }

    private void password(ScramMechanism mechanism) throws Exception {
        admin.alterUserScramCredentials(List.of(
                        new UserScramCredentialUpsertion(USER, new ScramCredentialInfo(mechanism, 4096), PASSWORD)))
                .all()
                .get();
    }

    private void rights(String principal) throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (AclOperation operation : Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS)) {
            rights.add(allow(principal, ResourceType.TOPIC, PREFIX, PatternType.PREFIXED, operation));
        }
        rights.add(allow(principal, ResourceType.GROUP, PREFIX, PatternType.PREFIXED, AclOperation.READ));
        rights.add(allow(principal, ResourceType.GROUP, "connect-", PatternType.PREFIXED, AclOperation.READ));
        admin.createAcls(rights).all().get();
    }

    public AclBinding allow(
            String principal, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    public void topic(String name, int partitions, String cleanupPolicy) throws Exception {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 3)
                        .configs(Map.of("cleanup.policy", cleanupPolicy, "min.insync.replicas", "2"))))
                .all()
                .get();
    }

    /** Where nobody is asked who they are; for the test itself. */
    public Admin admin() {
        return admin;
    }

    public String plaintext() {
        return brokers.bootstrapServers();
    }

    String saslSsl() {
        return brokers.bootstrapServers("SASL_SSL");
    }

    public String ssl() {
        return brokers.bootstrapServers("SSL");
    }

    public String authority() {
        return authority.authority();
    }

    public TestCertificates.Identity client() {
        return client;
    }

    /** An authority that the brokers know nothing of. */
    public String strangeAuthority() {
        return new TestCertificates(files.path(), "stranger").authority();
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close();
        }
        if (brokers != null) {
            brokers.close();
        }
        tokens.close();
        files.close();
    }
}
