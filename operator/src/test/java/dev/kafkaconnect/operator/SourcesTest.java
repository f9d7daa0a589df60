package dev.kafkaconnect.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final int LONGEST = 350;
    private static final int MOST_TYPES = 20;

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<Path> sources =
                Stream.concat(files(MAIN).stream(), files(TEST).stream()).toList();

        assertThat(sources)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(Files.readAllLines(source)).hasSizeLessThanOrEqualTo(LONGEST));
    }

    @Test
    void noPackageIsTooLargeToOverlook() throws IOException {
        Map<Path, Long> types = files(MAIN).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

        assertThat(types)
                .isNotEmpty()
                .allSatisfy((folder, number) ->
                        assertThat(number).as("types in %s", folder).isLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void everyPackageSaysWhatItIsForAndHoldsNoNulls() throws IOException {
        List<Path> folders =
                files(MAIN).stream().map(Path::getParent).distinct().toList();

        assertThat(folders)
                .isNotEmpty()
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .content()
                        .startsWith("/**")
                        .contains("@NullMarked"));
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
