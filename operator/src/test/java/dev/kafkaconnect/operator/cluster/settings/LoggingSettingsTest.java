package dev.kafkaconnect.operator.cluster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoggingSettingsTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("nothing to do", Map.of("a", "DEBUG"), Map.of("a", "DEBUG"), List.of()),
                Arguments.of("a new logger", Map.of(), Map.of("a", "DEBUG"), List.of("a=DEBUG")),
                Arguments.of("another level", Map.of("a", "DEBUG"), Map.of("a", "TRACE"), List.of("a=TRACE")),
                Arguments.of("one that is not named any more", Map.of("a", "DEBUG"), Map.of(), List.of("a=INFO")),
                Arguments.of(
                        "one that inherits again",
                        Map.of("a", "WARN", "a.b", "DEBUG"),
                        Map.of("a", "WARN"),
                        List.of("a.b=WARN")),
                Arguments.of(
                        "one that inherits from the root again",
                        Map.of("root", "ERROR", "a", "DEBUG"),
                        Map.of("root", "ERROR"),
                        List.of("a=ERROR")),
                Arguments.of(
                        "what is below is set again",
                        Map.of("a", "WARN", "a.b", "DEBUG", "ab", "DEBUG"),
                        Map.of("a", "ERROR", "a.b", "DEBUG", "ab", "DEBUG"),
                        List.of("a=ERROR", "a.b=DEBUG")),
                Arguments.of(
                        "the root comes first and all else after it",
                        Map.of("a", "DEBUG", "z", "TRACE"),
                        Map.of("root", "WARN", "a", "DEBUG", "z", "TRACE"),
                        List.of("root=WARN", "a=DEBUG", "z=TRACE")),
                Arguments.of(
                        "a root that is not named any more",
                        Map.of("root", "DEBUG", "a", "WARN"),
                        Map.of("a", "WARN"),
                        List.of("root=INFO", "a=WARN")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void requestsBringTheWorkersFromOneSetOfLevelsToAnother(
            String name, Map<String, String> before, Map<String, String> wanted, List<String> requests) {
        assertThat(new LoggingSettings(new TreeMap<>(wanted)).changesFrom(before))
                .extracting(change -> change.logger() + "=" + change.level())
                .containsExactlyElementsOf(requests);
    }
}
