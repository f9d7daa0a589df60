package dev.kafkaconnect.operator.importing.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "orders, orders, orders",
        "orders.v2, orders.v2, orders-v2",
        "Orders_Source, orders-source, orders-source",
        "a->b.Mirror, a-b-mirror, a-b-mirror",
        "7, 7, connect",
        "7up, 7up, up",
        "__, connector, connector"
    })
    void resembleTheNameThatIsNotAllowed(String name, String object, String cluster) {
        assertThat(Names.object(name)).isEqualTo(object);
        assertThat(Names.cluster(name)).isEqualTo(cluster);
    }

    @Test
    void areNeverTooLong() {
        String name = "A".repeat(300);

        assertThat(Names.isObject(Names.object(name))).isTrue();
        assertThat(Names.isCluster(Names.cluster(name))).isTrue();
    }
}
