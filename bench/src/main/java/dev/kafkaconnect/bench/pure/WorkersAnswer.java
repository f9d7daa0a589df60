package dev.kafkaconnect.bench.pure;

import dev.kafkaconnect.bench.samples.FixedAnswer;
import dev.kafkaconnect.bench.samples.Listings;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectFault;
import dev.kafkaconnect.operator.connect.ConnectorListing;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One poll of the workers, from the bytes of the answer to its records. Connectors have ten keys and two tasks. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class WorkersAnswer {
    @Param({"10", "100", "1000", "5000"})
    public int connectors;

    private ConnectApi workers;

    @Setup
    public void prepare() throws ConnectFault {
        workers = new HttpConnectApi(
                new FixedAnswer(Listings.ofRunning(connectors)),
                "http://workers:8083",
                HttpConnectApi.Timeouts.DEFAULT);
        if (parse().size() != connectors) {
            throw new IllegalStateException("another listing: " + parse().keySet());
        }
    }

    @Benchmark
    public Map<String, ConnectorListing> parse() throws ConnectFault {
        return workers.connectors();
    }
}
