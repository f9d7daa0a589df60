package dev.kafkaconnect.operator.metrics;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Callers whose token Kubernetes knows and whom it permits to get /metrics. Answers are kept for a while, by a digest of the token;
 * strangers cause few requests to the API server at a time.
 */
public final class ReviewedCallers implements CallerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ReviewedCallers.class);
    private static final String SCHEME = "Bearer ";
    private static final int REVIEWS_AT_ONCE = 2;
    private static final int MOST_KEPT = 200;
    private static final Duration ADMITTED_FOR = Duration.ofMinutes(1);
    private static final Duration REFUSED_FOR = Duration.ofSeconds(10);

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Answer> kept = new ConcurrentHashMap<>();
    private final Semaphore reviews = new Semaphore(REVIEWS_AT_ONCE);

    private record Answer(int status, Instant until) {}

    /** @param client with the permission to create TokenReviews and SubjectAccessReviews */
    public ReviewedCallers(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public int status(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return UNAUTHENTICATED;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        if (token.isEmpty()) {
            return UNAUTHENTICATED;
        }
        String digest = digest(token);
        Answer known = kept.get(digest);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.status();
        }
        if (!reviews.tryAcquire()) {
            return UNDECIDED;
        }
        try {
            int status = review(token);
            keep(digest, status);
            return status;
        } catch (KubernetesClientException failed) {
            LOG.warn("A caller of the metrics cannot be reviewed: {}", failed.getMessage());
            return UNDECIDED;
        } finally {
            reviews.release();
        }
    }

    private int review(String token) {
        TokenReview review = client.resource(new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .endSpec()
                        .build())
                .create();
        if (!Boolean.TRUE.equals(review.getStatus().getAuthenticated())) {
            return UNAUTHENTICATED;
        }
        UserInfo user = review.getStatus().getUser();
        SubjectAccessReview access = client.resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user.getUsername())
                        .withUid(user.getUid())
                        .withGroups(user.getGroups())
                        .withExtra(user.getExtra())
                        .withNewNonResourceAttributes()
                        .withPath("/metrics")
                        .withVerb("get")
                        .endNonResourceAttributes()
                        .endSpec()
                        .build())
                .create();
        return Boolean.TRUE.equals(access.getStatus().getAllowed()) ? ADMITTED : FORBIDDEN;
    }

    private void keep(String digest, int status) {
        Instant now = clock.instant();
        if (kept.size() >= MOST_KEPT) {
            kept.values().removeIf(answer -> answer.status() != ADMITTED || !now.isBefore(answer.until()));
        }
        kept.put(digest, new Answer(status, now.plus(status == ADMITTED ? ADMITTED_FOR : REFUSED_FOR)));
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
