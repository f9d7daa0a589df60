package dev.kafkaconnect.operator.messages;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All texts that users read stand in one file, with the reason that each goes with, so that a change of one is seen in a review
 * and all can be read side by side. {@code -Dgolden.update=true} writes the file.
 */
class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path LIST = Path.of("src/test/resources/golden/messages.txt");

    @Test
    void theListOfMessagesIsWhole() throws IOException {
        String listed = listed();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(LIST, listed);
        }

        assertThat(listed).isEqualTo(Files.readString(LIST));
    }

    @Test
    void aTextIsFoundWithItsReasonHoweverItIsPutTogether() throws IOException {
        Path source = Path.of("src/test/resources/messages/Example.java");

        assertThat(new SourceMessages().of(source))
                .containsExactly(
                        new SourceMessage("Example", "Creating", "the connector is being created"),
                        new SourceMessage("Example", "log", "The lease could not be released"),
                        new SourceMessage("Example", "text", "first part of a line, {count} and the rest"));
    }

    private static String listed() throws IOException {
        SourceMessages messages = new SourceMessages();
        List<SourceMessage> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                messages.of(file).forEach(all::add);
            }
        }
        Map<String, List<SourceMessage>> byType =
                all.stream().collect(groupingBy(SourceMessage::type, TreeMap::new, toList()));
        return byType.entrySet().stream()
                .map(type -> type.getKey() + "\n"
                        + type.getValue().stream().map(MessagesTest::line).collect(joining()))
                .collect(joining("\n"));
    }

    private static String line(SourceMessage message) {
        return "    %s: %s\n"
                .formatted(message.purpose(), message.text().strip().replaceAll("\\s*\n\\s*", " "));
    }
}
