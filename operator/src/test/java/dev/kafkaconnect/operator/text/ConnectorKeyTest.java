package dev.kafkaconnect.operator.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectorKeyTest {

    /** Workers make the key again to know whose file it is; their test has the same two keys. */
    @Test
    void isTheOneThatWorkersExpect() {
        assertThat(ConnectorKey.of("orders")).isEqualTo("orders-1c168adb00d208e4");
        assertThat(ConnectorKey.of("été/" + "x".repeat(50)))
                .startsWith("-t--xxxx")
                .hasSize(40 + 1 + 16);
    }
}
