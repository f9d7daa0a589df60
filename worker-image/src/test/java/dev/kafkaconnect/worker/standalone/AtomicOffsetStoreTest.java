package dev.kafkaconnect.worker.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicOffsetStoreTest {
    private static final ByteBuffer KEY = bytes("[\"lines\",{\"file\":\"in\"}]");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void whatWasSavedIsThereAfterARestart() throws Exception {
        save(started(), "{\"position\":1}");

        assertThat(found(started())).isEqualTo("{\"position\":1}");
        assertThat(started().connectorPartitions("lines")).containsExactly(Map.of("file", "in"));
        assertThat(directory).isDirectoryNotContaining(file -> file.toString().endsWith(".next"));
    }

    @Test
    void offsetsThatCannotBeWrittenLeaveTheLastOnesWhole() throws Exception {
        AtomicOffsetStore offsets = started();
        save(offsets, "{\"position\":1}");
        Path obstacle = Files.createDirectory(directory.resolve("connect.offsets.next"));

        assertThatThrownBy(() -> save(offsets, "{\"position\":2}")).isInstanceOf(ExecutionException.class);

        assertThat(found(started())).isEqualTo("{\"position\":1}");
        Files.delete(obstacle);
        save(offsets, "{\"position\":3}");
        assertThat(found(started())).isEqualTo("{\"position\":3}");
    }

    @Test
    void whatACrashLeftHalfWrittenIsNotRead() throws Exception {
        save(started(), "{\"position\":1}");
        Files.write(directory.resolve("connect.offsets.next"), new byte[] {1, 2, 3});

        assertThat(found(started())).isEqualTo("{\"position\":1}");
    }

    private AtomicOffsetStore started() {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), true);
        AtomicOffsetStore offsets = new AtomicOffsetStore(converter);
        offsets.configure(new StandaloneConfig(Map.of(
                "bootstrap.servers", "localhost:1",
                "key.converter", JsonConverter.class.getName(),
                "value.converter", JsonConverter.class.getName(),
                "offset.storage.file.filename",
                        directory.resolve("connect.offsets").toString())));
        offsets.start();
        return offsets;
    }

    private static void save(AtomicOffsetStore offsets, String value) throws Exception {
        offsets.set(Map.of(KEY, bytes(value)), (error, nothing) -> {}).get();
    }

    private static String found(AtomicOffsetStore offsets) throws Exception {
        ByteBuffer value =
                Objects.requireNonNull(offsets.get(List.of(KEY)).get().get(KEY));
        return new String(value.array(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
