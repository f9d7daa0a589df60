package dev.kafkaconnect.operator.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kafkaconnect.api.Connector;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchSelectorTest {
    private static final String SHARD = "kafkaconnect.dev/shard";

    /** Labels as key=value; a dash for none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafkaconnect.dev/shard=team-a          | kafkaconnect.dev/shard=team-a | true
            kafkaconnect.dev/shard==team-a         | kafkaconnect.dev/shard=team-a | true
            kafkaconnect.dev/shard=team-a          | kafkaconnect.dev/shard=team-b | false
            kafkaconnect.dev/shard=team-a          | -                             | false
            kafkaconnect.dev/shard!=team-a         | kafkaconnect.dev/shard=team-a | false
            kafkaconnect.dev/shard!=team-a         | kafkaconnect.dev/shard=team-b | true
            kafkaconnect.dev/shard != team-a       | -                             | true
            kafkaconnect.dev/shard                 | kafkaconnect.dev/shard=       | true
            kafkaconnect.dev/shard                 | -                             | false
            !kafkaconnect.dev/shard                | -                             | true
            ! kafkaconnect.dev/shard               | kafkaconnect.dev/shard=team-a | false
            kafkaconnect.dev/shard in (a, team-a)  | kafkaconnect.dev/shard=team-a | true
            kafkaconnect.dev/shard in (a,b)        | kafkaconnect.dev/shard=c      | false
            kafkaconnect.dev/shard notin (a,b)     | kafkaconnect.dev/shard=b      | false
            kafkaconnect.dev/shard notin (a,b)     | -                             | true
            kafkaconnect.dev/shard in (a,b),!other | kafkaconnect.dev/shard=b      | true
            kafkaconnect.dev/shard in (a,b),other  | kafkaconnect.dev/shard=b      | false
            """)
    void selectsAsTheApiServerDoes(String selector, String label, boolean selected) {
        String[] parts = label.split("=", -1);
        Map<String, String> labels = label.equals("-") ? Map.of() : Map.of(parts[0], parts[1]);

        WatchSelector parsed = WatchSelector.parse(selector);

        assertThat(parsed.matches(labels)).isEqualTo(selected);
        assertThat(WatchSelector.parse(parsed.toString())).isEqualTo(parsed);
    }

    @Test
    void withoutASelectorEverythingIsSelected() {
        assertThat(WatchSelector.parse(" ")).isEqualTo(WatchSelector.EVERYTHING);
        assertThat(WatchSelector.EVERYTHING.selects(new Connector())).isTrue();
    }

    @Test
    void aResourceWithoutLabelsHasNone() {
        assertThat(WatchSelector.parse("!" + SHARD).selects(new Connector())).isTrue();
        assertThat(WatchSelector.parse(SHARD).selects(new Connector())).isFalse();
    }

    @Test
    void isSentToTheApiServerInOneForm() {
        assertThat(WatchSelector.parse("! a , b==c,d in ( f,e ),g != h")).hasToString("!a,b=c,d in (e,f),g!=h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b,",
                ",a=b",
                "a in b",
                "a in ()",
                "a in (b",
                "a in (b,)",
                "a=b c",
                "=b",
                "a=b=c",
                "a>1",
                "!a=b",
                "a/b/c",
                "-a",
                "a=-b"
            })
    void whatMakesNoSenseIsRefused(String selector) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchSelector.parse(selector))
                .withMessageContaining("is no requirement of a label selector, such as key=value");
    }
}
