package dev.kafkaconnect.e2e.support.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One command of a page, on one line, as somebody would type it.
 *
 * @param block that it is in
 * @param text without comments
 */
public record Command(Block block, String text) {
    private static final Set<String> PROGRAMS = Set.of(
            "kubectl",
            "make",
            "helm",
            "./mvnw",
            "deploy/local/images",
            "deploy/local/cluster",
            "worker-image/test",
            "export",
            "eval",
            "git",
            "buildah",
            "docker",
            "podman",
            "skopeo",
            "sed",
            "curl",
            "connect-worker",
            "IMAGES_ARCH=arm64");

    /** Of all blocks without a language whose first word is a program. */
    public static List<Command> all() {
        return Block.all().stream()
                .filter(Command::hasCommands)
                .flatMap(block -> of(block).stream())
                .toList();
    }

    public static boolean hasCommands(Block block) {
        return block.language().isEmpty() && PROGRAMS.contains(program(block.text()));
    }

    private static List<Command> of(Block block) {
        List<Command> commands = new ArrayList<>();
        String open = "";
        for (String line : block.text().split("\n")) {
            String plain = open + line.replaceAll("\\s+# .*", "").strip();
            if (plain.endsWith("\\")) {
                open = plain.substring(0, plain.length() - 1);
            } else if (plain.endsWith("|")) {
                open = plain + " ";
            } else {
                open = "";
                if (!plain.isEmpty()) {
                    commands.add(new Command(block, plain.replaceAll(" {2,}", " ")));
                }
            }
        }
        return commands;
    }

    public String program() {
        return program(text);
    }

    private static String program(String text) {
        return text.strip().split("\\s+", 2)[0];
    }

    @Override
    public String toString() {
        return block + " " + text;
    }
}
