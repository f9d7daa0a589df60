package dev.kafkaconnect.e2e.support.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How often an operator in a process of its own asks the API server, and writes to it, without its lease. */
final class RequestCounts implements Interceptor {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        String path = request.uri().getPath();
        if (path.contains("/leases/")) {
            return;
        }
        requests.incrementAndGet();
        boolean dryRun = String.valueOf(request.uri().getQuery()).contains("dryRun=All");
        if (!request.method().equals("GET") && !dryRun) {
            writes.incrementAndGet();
        }
    }

    /** Twice a second, for the process that has started this one. */
    void keepIn(Path file) {
        Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().daemon().name("counts").unstarted(task))
                .scheduleWithFixedDelay(() -> write(file), 0, 500, TimeUnit.MILLISECONDS);
    }

    private void write(Path file) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, requests + " " + writes);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** So far. */
    record Told(long requests, long writes) {
        static Told in(Path file) {
            try {
                String[] numbers = Files.readString(file).strip().split(" ");
                return new Told(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
