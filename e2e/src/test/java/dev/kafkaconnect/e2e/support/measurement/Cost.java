package dev.kafkaconnect.e2e.support.measurement;

import static dev.kafkaconnect.e2e.support.waiting.Eventually.within;

import dev.kafkaconnect.e2e.support.apiserver.ServerWrites;
import dev.kafkaconnect.e2e.support.figures.Seconds;
import dev.kafkaconnect.e2e.support.workers.OperatedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What an operator and its workers have cost in some time.
 *
 * @param seconds how long that was
 * @param writes changes of objects that the API server has carried out
 */
public record Cost(double seconds, Duration operator, Duration workers, MeasuredOperator.Traffic traffic, long writes) {

    /** While something happens, which lasts as long as what is measured. */
    public static Cost of(OperatedCluster cluster, MeasuredOperator operator, Runnable something) {
        Duration operatorBefore = operator.cpu();
        Duration workersBefore = cluster.workers().cpu();
        long writesBefore = ServerWrites.count(cluster.api);
        long start = System.nanoTime();
        something.run();
        return new Cost(
                Seconds.since(start),
                operator.cpu().minus(operatorBefore),
                cluster.workers().cpu().minus(workersBefore),
                operator.trafficSince(start),
                ServerWrites.count(cluster.api) - writesBefore);
    }

    /** While nothing happens. */
    public static Cost ofRest(OperatedCluster cluster, MeasuredOperator operator, Duration time) {
        return of(cluster, operator, () -> pass(time));
    }

    public static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        within(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }

    public double operatorPercent() {
        return percent(operator, seconds);
    }

    public double workersPercent() {
        return percent(workers, seconds);
    }

    /** So much of a core. */
    public static double percent(Duration cpu, double seconds) {
        return cpu.toNanos() / 1e7 / seconds;
    }

    public double perMinute(double ofThisTime) {
        return ofThisTime * 60 / seconds;
    }

    /**
     * So much of a core does the worker that is asked spend on the polls of this time: the same polls are sent again, one after the other,
     * so that what workers do anyway has little time.
     */
    public double percentForPolls(OperatedCluster cluster) throws IOException, InterruptedException {
        List<String> polls = traffic.requests().stream()
                .filter(request -> request.startsWith("GET /connectors?"))
                .toList();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Duration before = cluster.workers().cpu();
            for (String poll : polls) {
                URI uri = URI.create("http://" + cluster.workers().endpoint(0) + poll.substring("GET ".length()));
                http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
            }
            return percent(cluster.workers().cpu().minus(before), seconds);
        }
    }
}
