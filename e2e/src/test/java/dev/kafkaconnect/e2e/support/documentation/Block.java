package dev.kafkaconnect.e2e.support.documentation;

import dev.kafkaconnect.e2e.support.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is between two fences in a page.
 *
 * @param page its path in the checkout
 * @param line of the opening fence
 * @param language that it names, empty without one
 * @param text without the indentation of the fences
 */
public record Block(String page, int line, String language, String text) {
    private static final String FENCE = "```";

    /** Of all pages, those at the top of the checkout included. */
    public static List<Block> all() {
        List<Block> blocks = new ArrayList<>();
        pages().forEach(page -> collect(page, blocks));
        return List.copyOf(blocks);
    }

    private static List<Path> pages() {
        Path root = Project.file(".").normalize();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\..*)/.*"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void collect(Path page, List<Block> blocks) {
        String name = Project.file(".").normalize().relativize(page).toString();
        List<String> lines = lines(page);
        int open = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.strip().startsWith(FENCE)) {
                continue;
            }
            if (open < 0) {
                open = i;
            } else {
                int indent = lines.get(open).indexOf(FENCE);
                String text = String.join(
                        "\n",
                        lines.subList(open + 1, i).stream()
                                .map(one -> one.substring(Math.min(indent, one.length())))
                                .toList());
                String language = lines.get(open).strip().substring(FENCE.length());
                blocks.add(new Block(name, open + 1, language, text + "\n"));
                open = -1;
            }
        }
        if (open >= 0) {
            throw new IllegalStateException("%s:%d: the fence is not closed".formatted(name, open + 1));
        }
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The comment in the first line, empty without one. */
    public String comment() {
        String first = text.lines().findFirst().orElse("");
        return first.startsWith("#") ? first.substring(1).strip() : "";
    }

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
