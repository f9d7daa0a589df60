package dev.kafkaconnect.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.operator.status.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The user documentation as a whole: links lead somewhere, pages stay short, and no reason goes unexplained. */
class DocumentationTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = PROJECT.resolve("docs");
    private static final int LONGEST = 200;
    private static final int WIDEST = 120;
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatExist() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : everything()) {
            LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll(""))
                    .results()
                    .map(found -> found.group(1))
                    .filter(target -> !target.contains("://") && !leadsSomewhere(page, target))
                    .forEach(target -> broken.add(PROJECT.relativize(page) + " -> " + target));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        String index = Files.readString(DOCS.resolve("README.md"));

        assertThat(pages().stream().map(page -> DOCS.relativize(page).toString()))
                .filteredOn(page -> !page.equals("README.md"))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
    }

    @Test
    void noPageIsTooLongToRead() throws IOException {
        assertThat(writtenPages())
                .isNotEmpty()
                .allSatisfy(page -> assertThat(Files.readAllLines(page)).hasSizeLessThanOrEqualTo(LONGEST));
    }

    @Test
    void proseIsWrapped() throws IOException {
        List<String> wide = new ArrayList<>();
        for (Path page : writtenPages()) {
            CODE.matcher(Files.readString(page))
                    .replaceAll("`")
                    .lines()
                    .filter(line -> line.length() > WIDEST && !line.startsWith("|"))
                    .forEach(line -> wide.add(DOCS.relativize(page) + ": " + line));
        }
        assertThat(wide).isEmpty();
    }

    @Test
    void everyReasonIsExplained() throws IOException {
        String tables = Files.readString(DOCS.resolve("reference/connectcluster-status.md"))
                + Files.readString(DOCS.resolve("reference/connector-status.md"));

        assertThat(Stream.of(Reason.values()).map(Reason::name))
                .allSatisfy(reason -> assertThat(tables).containsPattern("(?m)^\\|[^|]*`" + reason + "`[^|]*\\|"));
    }

    private static boolean leadsSomewhere(Path page, String target) {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path linked = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        return Files.exists(linked) && (hash < 0 || anchors(linked).contains(target.substring(hash + 1)));
    }

    /** The anchors of a page as GitHub makes them of headings. */
    private static Set<String> anchors(Path page) {
        try {
            Set<String> anchors = new TreeSet<>();
            HEADING.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                    .map(heading ->
                            heading.replaceAll("[^\\p{L}\\p{N}\\s_-]", "").replace(' ', '-'))
                    .forEach(anchors::add);
            return anchors;
        } catch (IOException unreadable) {
            return Set.of();
        }
    }

    private static List<Path> everything() throws IOException {
        return Stream.concat(
                        Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "worker-image/README.md")
                                .map(PROJECT::resolve),
                        pages().stream())
                .toList();
    }

    /** Without those that are generated from the definitions. */
    private static List<Path> writtenPages() throws IOException {
        return pages().stream()
                .filter(page -> !page.toString().endsWith("-fields.md"))
                .toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> all = Files.walk(DOCS)) {
            return all.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }
}
