package dev.kafkaconnect.operator.connect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads its answer while it comes in. Bounds both from connect to the last byte (the client's own time limit
 * ends at the headers), bounds the size of the answer, and turns every way to fail into a {@link ConnectFault}. Used by {@link
 * HttpConnectApi} alone; knows no request in particular.
 */
final class RestExchange {
    /** Of an answer, in bytes: thousands of connectors, each with a long trace. */
    static final long LARGEST = 64 * 1024 * 1024;

    /** Workers of older images do not send it. */
    private static final String LEADER = "Kafka-Connect-Worker-Leader";

    private final HttpClient http;
    private final String baseUrl;
    private final long largest;
    private volatile @Nullable String leader;

    /** Reads an answer with a status of success. */
    interface Reader<T> {
        T read(InputStream body, HttpHeaders headers) throws IOException, ConnectFault;
    }

    /** @param largest bytes of an answer */
    RestExchange(HttpClient http, String baseUrl, long largest) {
        this.http = http;
        this.baseUrl = baseUrl;
        this.largest = largest;
    }

    /** Id of the worker that leads the group, as the last answer said. */
    @Nullable
    String leader() {
        return leader;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("Accept", "application/json");
    }

    /** @param limit for the whole request, the reading of its answer included */
    <T> T send(HttpRequest.Builder request, Duration limit, Reader<T> reader) throws ConnectFault {
        AtomicReference<@Nullable InputStream> body = new AtomicReference<>();
        CompletableFuture<HttpResponse<InputStream>> sent =
                http.sendAsync(request.build(), BodyHandlers.ofInputStream());
        CompletableFuture<T> answer = sent.thenApplyAsync(
                response -> {
                    body.set(response.body());
                    leader = response.headers().firstValue(LEADER).orElse(null);
                    return read(response, reader);
                },
                reading -> Thread.ofVirtual().name("rest-answer").start(reading));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ConnectFault.Unreachable("the workers did not answer within %d s".formatted(limit.toSeconds()));
        } catch (ExecutionException failed) {
            throw fault(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ConnectFault.Unreachable("the operator is stopping");
        } finally {
            sent.cancel(true);
            end(body.get());
        }
    }

    private <T> T read(HttpResponse<InputStream> response, Reader<T> reader) {
        try (InputStream body = new LimitedInputStream(response.body(), largest)) {
            if (response.statusCode() / 100 == 2) {
                T answer = reader.read(body, response.headers());
                // A connection whose answer was not read to its end is not kept.
                body.transferTo(OutputStream.nullOutputStream());
                return answer;
            }
            throw refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (ConnectFault | IOException failed) {
            throw new CompletionException(failed);
        }
    }

    private static ConnectFault refused(int status, String body) {
        Optional<String> words = RestJson.words(body);
        String message = words.orElse("the workers answered with HTTP status " + status);
        // While it starts, the web server of a worker answers 404 with a page of its own, whatever it is asked.
        return status == 404 && !body.stripLeading().startsWith("{")
                ? new ConnectFault.Busy(message)
                : ConnectFault.of(status, message, words.isPresent());
    }

    private ConnectFault fault(@Nullable Throwable cause) {
        return switch (cause) {
            case ConnectFault known -> known;
            case TooLarge large ->
                new ConnectFault.Broken("the answer of the workers has more than %d MiB".formatted(largest >> 20));
            case ConnectException refused -> silent("the workers refuse connections at " + baseUrl);
            case HttpConnectTimeoutException late -> silent("cannot connect to the workers at " + baseUrl);
            case SSLHandshakeException distrust ->
                silent("the workers at %s and the operator do not trust each other's certificates".formatted(baseUrl));
            case SSLException noTls -> silent("the workers at %s do not speak TLS".formatted(baseUrl));
            case RuntimeException bug -> throw bug;
            case null, default -> silent("the connection to the workers broke before the answer was complete");
        };
    }

    private static ConnectFault silent(String why) {
        return new ConnectFault.Unreachable(why);
    }

    /** What is still to come of the answer is of no use, and its connection is not kept. */
    private static void end(@Nullable InputStream body) {
        try {
            if (body != null) {
                body.close();
            }
        } catch (IOException over) {
            // It has ended, if not well.
        }
    }

    /** What a worker, or something in its place, sends without end must not fill the memory. */
    private static final class LimitedInputStream extends FilterInputStream {
        private final long limit;
        private long count;

        /** @param limit in bytes */
        LimitedInputStream(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            add(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int some = super.read(bytes, offset, length);
            add(Math.max(0, some));
            return some;
        }

        private void add(int bytes) throws TooLarge {
            count += bytes;
            if (count > limit) {
                throw new TooLarge();
            }
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }
}
