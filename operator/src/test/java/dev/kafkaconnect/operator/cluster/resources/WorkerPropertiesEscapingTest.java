package dev.kafkaconnect.operator.cluster.resources;

import static dev.kafkaconnect.operator.cluster.resources.PropertiesAsRead.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.api.ConnectCluster;
import dev.kafkaconnect.operator.cluster.Clusters;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerPropertiesEscapingTest {

    static String[] nastyTexts() {
        return new String[] {
            "plain",
            " leading blank",
            "  two leading blanks",
            "trailing blank ",
            " ",
            "in the middle",
            "\tleading tab",
            "tab\tinside",
            "\fleading form feed",
            "first line\nsecond line",
            "first line\r\nsecond line",
            "ends with a line end\n",
            "\\",
            "C:\\path\\to\\new",
            "ends with a backslash\\",
            "\\u0041",
            "#no comment",
            "!no comment",
            "=",
            ":",
            "a=b",
            "a: b",
            "= b",
            "${file:/secrets:key}",
            "\"quoted\" and 'quoted'",
            "grün",
            "数据",
            "🚀",
            "\u0000\u0001\u007f\u0085\u2028",
        };
    }

    @ParameterizedTest
    @MethodSource("nastyTexts")
    void javaReadsBackTheValueThatWentIn(String value) throws IOException {
        Properties read = read(config(Map.of("nasty.value", value)));

        assertThat(read).containsEntry("nasty.value", value);
    }

    @ParameterizedTest
    @MethodSource("nastyTexts")
    void javaReadsBackTheKeyThatWentIn(String key) throws IOException {
        Properties read = read(config(Map.of(key, "value")));

        assertThat(read).containsEntry(key, "value");
    }

    @Test
    void javaReadsBackWhateverWentIn() throws IOException {
        Random random = new Random(20260131);
        Map<String, Object> config = IntStream.range(0, 500)
                .boxed()
                .collect(Collectors.toMap(i -> i + nastyText(random), i -> nastyText(random)));

        Properties read = read(config(config));

        assertThat(read).containsAllEntriesOf(config);
    }

    private static ConnectCluster config(Map<String, Object> properties) {
        return Clusters.withConfig(Clusters.cluster("team", "payments"), properties);
    }

    private static String nastyText(Random random) {
        String letters = "ab \t\n\r\f\\=:#!u0ü数\u0000";
        return random.ints(random.nextInt(12), 0, letters.length())
                .mapToObj(letters::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
