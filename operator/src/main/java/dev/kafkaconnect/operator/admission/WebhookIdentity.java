package dev.kafkaconnect.operator.admission;

import dev.kafkaconnect.operator.tls.WebhookTls;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** What the webhook shows to the API server, which may be renewed while connections are open. Set by {@link WebhookRegistration}. */
public final class WebhookIdentity extends X509ExtendedKeyManager {
    private static final String ALIAS = "webhook";

    private final AtomicReference<@Nullable WebhookTls> current = new AtomicReference<>();

    void set(WebhookTls tls) {
        current.set(tls);
    }

    /** What the path of the webhook consists of; empty while there is none. */
    Optional<String> token() {
        return Optional.ofNullable(current.get()).map(WebhookTls::token);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyType.equals("EC") && current.get() != null ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        WebhookTls tls = current.get();
        return tls == null ? null : tls.server().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        WebhookTls tls = current.get();
        return tls == null ? null : tls.server().key();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
