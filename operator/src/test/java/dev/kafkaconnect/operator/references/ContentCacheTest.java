package dev.kafkaconnect.operator.references;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentCacheTest {
    private static final Reference DATABASE = Reference.secret("team", "database");
    private static final int READERS = 50;

    /** An API server that is slow. */
    private static final class Slow implements References {
        private final CountDownLatch answers = new CountDownLatch(1);
        private final AtomicInteger reads = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile String version = "1";

        @Override
        public Optional<Content> read(Reference reference) {
            reads.incrementAndGet();
            String now = version;
            try {
                answers.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(new Content(now, Map.of(), "uid", Map.of()));
        }

        @Override
        public Optional<String> version(Reference reference) {
            asked.incrementAndGet();
            return Optional.of(version);
        }

        @Override
        public void addListener(ReferenceListener listener) {
            // There are no news.
        }
    }

    private final Slow references = new Slow();
    private final ContentCache cache = new ContentCache(references);

    private List<Future<Optional<Content>>> readers(ExecutorService threads) {
        return IntStream.range(0, READERS)
                .mapToObj(number -> threads.submit(() -> cache.read(DATABASE)))
                .toList();
    }

    @Test
    void whatManyAskForAtOnceIsReadOnce() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Content>>> all = readers(threads);
            await().until(() -> references.asked.get() == READERS);
            references.answers.countDown();

            assertThat(all).allSatisfy(one -> assertThat(one.get()).isPresent());
        }
        assertThat(references.reads).hasValue(1);
    }

    @Test
    void whoHasHeardOfANewerVersionIsNotGivenTheEarlierOne() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Content>>> earlier = readers(threads);
            await().until(() -> references.asked.get() == READERS);
            references.version = "2";
            List<Future<Optional<Content>>> later = readers(threads);
            await().until(() -> references.asked.get() == 2 * READERS);
            references.answers.countDown();

            assertThat(earlier).allSatisfy(one -> assertThat(one.get()).isPresent());
            assertThat(later)
                    .allSatisfy(
                            one -> assertThat(one.get().map(Content::version)).contains("2"));
        }
        assertThat(references.reads).hasValueGreaterThan(1);
    }
}
