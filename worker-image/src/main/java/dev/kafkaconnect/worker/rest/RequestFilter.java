package dev.kafkaconnect.worker.rest;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.runtime.rest.entities.ErrorMessage;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.glassfish.jersey.internal.util.collection.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses requests before anything else looks at them. Registered by {@link RestGate}. Kafka's REST server does not hand on the
 * certificates of its clients, so the connection is asked for them.
 */
@PreMatching
final class RequestFilter implements ContainerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);

    /** Among the kinds of subject alternative names. */
    private static final int DNS_NAME = 2;

    private final ClientAccess admission;

    /** A reference, because the request itself would be a proxy, which does not know its connection. */
    @Inject
    private Provider<Ref<HttpServletRequest>> request;

    RequestFilter(ClientAccess admission) {
        this.admission = admission;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        String method = context.getMethod();
        String path = context.getUriInfo().getPath(false);
        admission.refusal(caller(), method, path).ifPresent(why -> {
            LOG.warn("Refused {} /{}: {}", method, path, why);
            context.abortWith(Response.status(Response.Status.FORBIDDEN)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(new ErrorMessage(Response.Status.FORBIDDEN.getStatusCode(), why))
                    .build());
        });
    }

    private ClientAccess.Caller caller() {
        EndPoint.SslSessionData tls = ServletContextRequest.getServletContextRequest(
                        request.get().get())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .getSslSessionData();
        return tls == null ? new ClientAccess.Caller.Unencrypted() : certified(tls.peerCertificates()[0]);
    }

    private static ClientAccess.Caller certified(X509Certificate certificate) {
        return new ClientAccess.Caller.Certified(
                String.valueOf(certificate.getSubjectX500Principal()), dnsNames(certificate), fingerprint(certificate));
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static Set<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Set.of()
                    : names.stream()
                            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .collect(Collectors.toSet());
        } catch (CertificateParsingException unreadable) {
            return Set.of();
        }
    }
}
