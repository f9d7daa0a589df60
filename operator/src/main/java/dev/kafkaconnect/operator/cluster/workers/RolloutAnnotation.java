package dev.kafkaconnect.operator.cluster.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A {@link RolloutState} as the text of an annotation. Pure. */
public final class RolloutAnnotation {
    public static final String NAME = "kafkaconnect.dev/rollout";

    /** All annotations of an object may have 256 KiB together, and names of connectors compress well. */
    static final int READABLE = 32_768;

    private static final String COMPRESSED = "gzip:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Form(String revision, String since, SortedMap<String, SortedSet<Integer>> ran) {}

    private RolloutAnnotation() {}

    public static String text(RolloutState memory) {
        try {
            String text = JSON.writeValueAsString(new Form(
                    memory.revision(), memory.since().toString(), memory.ran().connectors()));
            return text.length() <= READABLE ? text : COMPRESSED + compressed(text);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("a rollout cannot be written down", bug);
        }
    }

    /** Null for what is absent or was not written by the operator. */
    public static @Nullable RolloutState read(@Nullable String annotation) {
        if (annotation == null) {
            return null;
        }
        try {
            String text = annotation.startsWith(COMPRESSED)
                    ? expanded(annotation.substring(COMPRESSED.length()))
                    : annotation;
            Form form = JSON.readValue(text, new TypeReference<>() {});
            if (form == null || form.revision() == null || form.since() == null || form.ran() == null) {
                return null;
            }
            return new RolloutState(form.revision(), Instant.parse(form.since()), new RunningSnapshot(form.ran()));
        } catch (IOException | DateTimeException | IllegalArgumentException notOurs) {
            return null;
        }
    }

    private static String compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String expanded(String text) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(text);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
