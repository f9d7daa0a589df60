package dev.kafkaconnect.artifacts;

import dev.kafkaconnect.artifacts.ArtifactFailure.Cause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Loads one artifact into a file, whatever it holds. Follows redirects itself, because the client would take credentials along.
 * Called by {@link PluginFiles}.
 */
final class Download implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration HEADERS = Duration.ofSeconds(60);

    private final HttpClient client;
    private final RepositoryAccess access;
    private final Limits limits;

    Download(RepositoryAccess access, Limits limits) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (access.trust() != null) {
            builder.sslContext(access.trust());
        }
        this.client = builder.build();
        this.access = access;
        this.limits = limits;
    }

    void load(Artifact artifact, Path file) throws ArtifactFailure {
        URI address = artifact.address();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<?> answer = get(artifact, address, file);
            if (!isRedirect(answer.statusCode())) {
                judge(artifact, address, answer.statusCode());
                return;
            }
            address = next(artifact, address, answer);
        }
        throw new ArtifactFailure(
                Cause.Content, "%s redirects more than %d times".formatted(artifact.shown(), MOST_REDIRECTS));
    }

    private HttpResponse<?> get(Artifact artifact, URI address, Path file) throws ArtifactFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(HEADERS)
                .header("User-Agent", "kafka-connect-operator")
                .header("Accept", "*/*");
        access.authorization(address).ifPresent(header -> request.header("Authorization", header));
        try (OutputStream out = Files.newOutputStream(file)) {
            Bounded bounded = new Bounded(out, limits.downloaded());
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                    request.build(),
                    info -> info.statusCode() == 200
                            ? HttpResponse.BodySubscribers.ofByteArrayConsumer(bounded::take)
                            : HttpResponse.BodySubscribers.replacing(null));
            return await(artifact, address, answer);
        } catch (IOException unwritable) {
            throw new ArtifactFailure(Cause.Storage, "the file of a download cannot be written: " + words(unwritable));
        }
    }

    private HttpResponse<?> await(Artifact artifact, URI address, CompletableFuture<HttpResponse<Void>> answer)
            throws ArtifactFailure {
        try {
            return answer.get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw unavailable(
                    artifact,
                    address,
                    "the download takes more than %d s".formatted(limits.time().toSeconds()));
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(artifact, address, "the download was interrupted");
        } catch (ExecutionException failed) {
            throw failure(artifact, address, Objects.requireNonNullElse(failed.getCause(), failed));
        }
    }

    private ArtifactFailure failure(Artifact artifact, URI address, Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof Bounded.TooMuch) {
                return new ArtifactFailure(
                        Cause.Content,
                        "%s is larger than %d bytes, which an artifact may have at most"
                                .formatted(artifact.shown(), limits.downloaded()));
            }
            if (at instanceof SSLException) {
                return new ArtifactFailure(
                        Cause.Refused,
                        "%s has no certificate of a trusted authority (%s); name its authority in repository.trustedCertificates"
                                .formatted(via(artifact, address), words(at)));
            }
        }
        return unavailable(artifact, address, "it does not answer as it should (%s)".formatted(words(cause)));
    }

    private void judge(Artifact artifact, URI address, int status) throws ArtifactFailure {
        String who = via(artifact, address);
        switch (status) {
            case 200 -> {}
            case 401, 403, 407 ->
                throw new ArtifactFailure(
                        Cause.Refused,
                        access.authorization(artifact.address()).isEmpty()
                                ? "%s is not open to everyone (status %d); give credentials in repository"
                                        .formatted(who, status)
                                : "%s does not accept the credentials of repository (status %d)"
                                        .formatted(who, status));
            case 404, 410 ->
                throw new ArtifactFailure(Cause.Missing, "%s does not exist (status %d)".formatted(who, status));
            default -> throw unavailable(artifact, address, "it answers with status " + status);
        }
    }

    private static URI next(Artifact artifact, URI address, HttpResponse<?> answer) throws ArtifactFailure {
        Optional<String> location = answer.headers().firstValue("Location");
        URI next;
        try {
            next = address.resolve(location.orElse(""));
        } catch (IllegalArgumentException malformed) {
            throw redirect(artifact, "to what is no address");
        }
        if (location.isEmpty() || !Addresses.isWeb(next)) {
            throw redirect(artifact, "to what is no address of a web server");
        }
        if (Addresses.isEncrypted(address) && !Addresses.isEncrypted(next)) {
            throw redirect(artifact, "from https to http, to " + Addresses.shown(next));
        }
        return next;
    }

    private static ArtifactFailure redirect(Artifact artifact, String where) {
        return new ArtifactFailure(Cause.Content, "%s redirects %s".formatted(artifact.shown(), where));
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static ArtifactFailure unavailable(Artifact artifact, URI address, String words) {
        return new ArtifactFailure(
                Cause.Unavailable, "%s cannot be loaded: %s".formatted(via(artifact, address), words));
    }

    /** As it was written, and where it led. */
    private static String via(Artifact artifact, URI address) {
        return address.equals(artifact.address())
                ? artifact.shown()
                : "%s, by way of %s,".formatted(Addresses.shown(address), artifact.shown());
    }

    private static String words(Throwable failure) {
        if (failure instanceof FileNotFoundException || failure.getMessage() == null) {
            return failure.getClass().getSimpleName();
        }
        return failure.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
