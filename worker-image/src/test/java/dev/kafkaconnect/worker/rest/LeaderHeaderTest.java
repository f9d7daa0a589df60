package dev.kafkaconnect.worker.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaderHeaderTest {
    private final MBeanServer metrics = MBeanServerFactory.newMBeanServer();
    private final LeaderHeader.Filter filter = new LeaderHeader.Filter(metrics);

    /** As Kafka publishes metrics: one bean for each group, whose attributes are the metrics. */
    private record Published(@Nullable Object leader) implements DynamicMBean {
        @Override
        public @Nullable Object getAttribute(String name) throws AttributeNotFoundException {
            if (!name.equals("leader-name")) {
                throw new AttributeNotFoundException(name);
            }
            return leader;
        }

        @Override
        public void setAttribute(Attribute attribute) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList setAttributes(AttributeList attributes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            return new MBeanInfo(Published.class.getName(), "", null, null, null, null);
        }
    }

    private void publish(@Nullable Object leader) throws Exception {
        Objects.requireNonNull(metrics.registerMBean(
                new Published(leader), new ObjectName("kafka.connect:type=connect-worker-rebalance-metrics")));
    }

    @Test
    void theLeaderIsKnownByItsIdInConnect() throws Exception {
        publish("https://payments-worker-0.payments-workers.team.svc:8083/");

        assertThat(filter.leader()).hasValue("payments-worker-0.payments-workers.team.svc:8083");
    }

    @Test
    void thereIsNoneBeforeTheWorkerHasJoinedTheGroup() throws Exception {
        publish(null);

        assertThat(filter.leader()).isEmpty();
    }

    @Test
    void thereIsNoneWhereTheMetricsAreNotPublished() {
        assertThat(filter.leader()).isEmpty();
    }

    @Test
    void whatIsNoAddressIsNotTold() throws Exception {
        publish("not an address");

        assertThat(filter.leader()).isEmpty();
    }
}
