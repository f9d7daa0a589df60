package dev.kafkaconnect.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kafkaconnect.operator.cluster.plugins.PluginDelivery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of("WORKER_IMAGE", "worker:1"));

    @Test
    void needsNothingButTheImage() {
        Settings settings = Settings.from(environment);

        assertThat(settings.workerImage()).isEqualTo("worker:1");
        assertThat(settings.namespaces()).isEmpty();
        assertThat(settings.ownNamespace()).isNull();
        assertThat(settings.podName()).isEqualTo("operator");
        assertThat(settings.healthPort()).isEqualTo(8080);
        assertThat(settings.metricsPort()).isEqualTo(8081);
        assertThat(settings.deletionDeadline()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.pluginDelivery()).isNull();
        assertThat(settings.loginClasses().named()).isEmpty();
        assertThat(settings.rollingAtOnce()).isEqualTo(2);
        assertThat(settings.readsNamespaces()).isTrue();
        assertThat(settings.selector().isEverything()).isTrue();
        assertThat(settings.lease()).isEqualTo("kafka-connect-operator");
    }

    @Test
    void readsEverySetting() {
        environment.put("WATCH_NAMESPACES", "team,other");
        environment.put("POD_NAME", "operator-7f");
        environment.put("POD_NAMESPACE", "kafka-connect-operator");
        environment.put("HEALTH_PORT", "9090");
        environment.put("METRICS_PORT", "0");
        environment.put("DELETION_DEADLINE_SECONDS", "60");
        environment.put("PLUGIN_DELIVERY", "Copy");
        environment.put("KAFKA_LOGIN_CLASSES", " a.Module, a.Handler,");
        environment.put("MAX_CLUSTERS_ROLLING", "5");
        environment.put("READ_NAMESPACES", "false");
        environment.put("WATCH_SELECTOR", "kafkaconnect.dev/shard in (a, b)");
        environment.put("LEASE_NAME", "operator-of-a-and-b");

        Settings settings = Settings.from(environment);

        assertThat(settings.namespaces()).containsExactlyInAnyOrder("team", "other");
        assertThat(settings.podName()).isEqualTo("operator-7f");
        assertThat(settings.ownNamespace()).isEqualTo("kafka-connect-operator");
        assertThat(settings.healthPort()).isEqualTo(9090);
        assertThat(settings.metricsPort()).isZero();
        assertThat(settings.deletionDeadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.pluginDelivery()).isEqualTo(PluginDelivery.Copy);
        assertThat(settings.loginClasses().named()).containsExactlyInAnyOrder("a.Module", "a.Handler");
        assertThat(settings.rollingAtOnce()).isEqualTo(5);
        assertThat(settings.readsNamespaces()).isFalse();
        assertThat(settings.selector()).hasToString("kafkaconnect.dev/shard in (a,b)");
        assertThat(settings.lease()).isEqualTo("operator-of-a-and-b");
    }

    @Test
    void whetherNamespacesAreReadIsNotGuessed() {
        environment.put("READ_NAMESPACES", "no");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessage("READ_NAMESPACES must be true or false, not \"no\"");
    }

    @Test
    void metricsAndProbesHaveAPortEach() {
        environment.put("HEALTH_PORT", "8081");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("METRICS_PORT and HEALTH_PORT are both 8081");
    }

    @Test
    void someClustersMustBeAllowedToRoll() {
        environment.put("MAX_CLUSTERS_ROLLING", "0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("MAX_CLUSTERS_ROLLING must be 1 or more, not 0");
    }

    @Test
    void saysWhichDeliveriesThereAre() {
        environment.put("PLUGIN_DELIVERY", "copy");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("PLUGIN_DELIVERY must be ImageVolume or Copy, not \"copy\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void saysThatTheImageIsMissing(String image) {
        environment.put("WORKER_IMAGE", image);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining("WORKER_IMAGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void watchesAllNamespacesWhenNoneIsNamed(String namespaces) {
        environment.put("WATCH_NAMESPACES", namespaces);

        Settings settings = Settings.from(environment);

        assertThat(settings.namespaces()).isEmpty();
    }

    @Test
    void doesNotMindBlanksAroundNamespaces() {
        environment.put("WATCH_NAMESPACES", " team , other,");

        Settings settings = Settings.from(environment);

        assertThat(settings.namespaces()).containsExactlyInAnyOrder("team", "other");
    }

    @Test
    void goesByTheNameOfItsHostWhenItsPodHasNone() {
        environment.put("HOSTNAME", "host-1");

        Settings settings = Settings.from(environment);

        assertThat(settings.podName()).isEqualTo("host-1");
    }

    @ParameterizedTest
    @CsvSource({"HEALTH_PORT, eighty", "HEALTH_PORT, 80.5", "HEALTH_PORT, 99999999999", "DELETION_DEADLINE_SECONDS, 5m"
    })
    void saysWhichNumberIsWrong(String name, String value) {
        environment.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.from(environment))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }
}
