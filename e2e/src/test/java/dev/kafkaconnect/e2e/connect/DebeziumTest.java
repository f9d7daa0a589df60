package dev.kafkaconnect.e2e.connect;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kafkaconnect.e2e.support.kafka.RecordReader;
import dev.kafkaconnect.e2e.support.processes.Postgres;
import dev.kafkaconnect.e2e.support.users.UserActions;
import dev.kafkaconnect.e2e.support.workers.ConnectorScenario;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connector that others made, with a database behind it: Debezium's for PostgreSQL. */
@Tag("connect")
class DebeziumTest {
    private static final String NAME = "inventory";

    @RegisterExtension
    static final OperatedCluster CLUSTER = new OperatedCluster();

    @RegisterExtension
    final ConnectorScenario connectors = new ConnectorScenario(CLUSTER, NAME);

    @RegisterExtension
    static final Postgres DATABASE = new Postgres();

    private final UserActions wanted = CLUSTER.wanted;

    private static void topic(String name) throws Exception {
        CLUSTER.kafka
                .admin()
                .createTopics(List.of(new NewTopic(name, 1, (short) 3)))
                .all()
                .get();
    }

    private static String spec(String prefix, String password) {
        return """
                clusterRef: {name: %s}
                class: io.debezium.connector.postgresql.PostgresConnector
                autoRestart: {initialDelay: 1s, maxDelay: 2s}
                config:
                  database.hostname: 127.0.0.1
                  database.port: %d
                  database.user: %s
                  database.password: %s
                  database.dbname: postgres
                  topic.prefix: %s
                  slot.name: %s
                  plugin.name: pgoutput
                  table.include.list: public.%s
                  publication.autocreate.mode: filtered
                  errors.max.retries: 0
                """.formatted(OperatedCluster.NAME, DATABASE.port, Postgres.USER, password, prefix, prefix, prefix);
    }

    @Test
    void rows_travel_and_go_on_travelling_after_the_database_was_down() throws Exception {
        String connector = NAME + "-travels";
        String prefix = "travels";
        topic(prefix + ".public." + prefix);
        DATABASE.execute("create table %s (id int primary key, name text)".formatted(prefix));
        DATABASE.execute("insert into %s values (1, 'first-row')".formatted(prefix));

        wanted.connector(connector, spec(prefix, Postgres.PASSWORD));

        connectors.other(connector).becomes("Running");
        RecordReader reader = new RecordReader(CLUSTER.kafka.bootstrapServers(), prefix + ".public." + prefix);
        eventually().untilAsserted(() -> assertThat(reader.values()).anyMatch(value -> value.contains("first-row")));

        DATABASE.stop();
        connectors.other(connector).becomes("TasksFailed");
        assertThat(wanted.connector(connector)
                        .getStatus()
                        .getFailedTasks()
                        .getFirst()
                        .getMessage())
                .doesNotContain("Exception");
        DATABASE.start();

        connectors.other(connector).becomes("Running");
        DATABASE.execute("insert into %s values (2, 'second-row')".formatted(prefix));
        eventually().untilAsserted(() -> assertThat(reader.values()).anyMatch(value -> value.contains("second-row")));
    }

    @Test
    void a_wrong_password_is_told_before_the_connector_exists_and_the_right_one_mends_it() throws Exception {
        String connector = NAME + "-password";
        String prefix = "password";
        topic(prefix + ".public." + prefix);
        DATABASE.execute("create table %s (id int primary key, name text)".formatted(prefix));

        wanted.connector(connector, spec(prefix, "not-the-password"));

        connectors.other(connector).becomes("ConfigInvalid");
        assertThat(wanted.connector(connector).getStatus().getConfigErrors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.getMessage()).doesNotContain("not-the-password"));
        assertThat(wanted.connector(connector).getStatus().getState()).isEqualTo("Absent");

        wanted.changeConnector(connector, "config: {database.password: %s}".formatted(Postgres.PASSWORD));

        connectors.other(connector).becomes("Running");
    }
}
