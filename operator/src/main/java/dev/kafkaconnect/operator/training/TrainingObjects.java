package dev.kafkaconnect.operator.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The objects of {@link TrainingApiServer}, and who watches them. A StatefulSet has its pod at once, and it is ready. */
final class TrainingObjects {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final ObjectMapper json;
    private final Map<TrainingPath, ObjectNode> stored = new LinkedHashMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private int version = 1;

    private record Watch(TrainingPath target, LinkedBlockingQueue<ObjectNode> changes) {}

    TrainingObjects(ObjectMapper json) {
        this.json = json;
    }

    @Nullable
    ObjectNode find(TrainingPath target) {
        return locked(() -> Optional.ofNullable(stored.get(whole(target)))).orElse(null);
    }

    List<ObjectNode> of(TrainingPath target) {
        return locked(() -> stored.entrySet().stream()
                .filter(entry -> target.holds(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    }

    LinkedBlockingQueue<ObjectNode> watch(TrainingPath target) {
        Watch watch = new Watch(target, new LinkedBlockingQueue<>());
        return locked(() -> {
            // What came between the list and the watch.
            of(target).forEach(object -> watch.changes().add(event("MODIFIED", object)));
            watches.add(watch);
            return watch.changes();
        });
    }

    void put(ObjectNode object) {
        put(pathOf(object), object);
    }

    ObjectNode put(TrainingPath target, ObjectNode object) {
        return locked(() -> stored(target, object));
    }

    private <T> T locked(Supplier<T> part) {
        lock.lock();
        try {
            return part.get();
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode stored(TrainingPath target, ObjectNode object) {
        TrainingPath key = whole(target);
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("resourceVersion", String.valueOf(++version));
        if (!metadata.has("uid")) {
            metadata.put("uid", "uid-" + version);
        }
        metadata.put("generation", 1).put("creationTimestamp", "2026-01-01T00:00:00Z");
        if (target.plural().equals("statefulsets")) {
            TrainingPod.reported(object);
        }
        boolean isNew = stored.put(key, object) == null;
        watches.stream()
                .filter(watch -> watch.target().holds(key))
                .forEach(watch -> watch.changes().add(event(isNew ? "ADDED" : "MODIFIED", object)));
        if (target.plural().equals("statefulsets")) {
            put(TrainingPod.of(object));
        }
        written.signalAll();
        return object;
    }

    boolean awaitReports(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (!allAreReported() && left > 0) {
                left = written.awaitNanos(left);
            }
            return allAreReported();
        } finally {
            lock.unlock();
        }
    }

    private boolean allAreReported() {
        return stored.entrySet().stream()
                .filter(entry -> isOurs(entry.getKey()))
                .allMatch(entry -> isReported(entry.getValue()));
    }

    /** What is stored, with what is sent; of lists of changes nothing is understood. */
    ObjectNode merged(TrainingPath target, JsonNode sent) {
        ObjectNode known = find(target);
        ObjectNode result = known == null ? json.createObjectNode() : known.deepCopy();
        if (sent instanceof ObjectNode object) {
            merge(result, object);
        }
        return result;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner && into.get(field.getKey()) instanceof ObjectNode known) {
                merge(known, inner);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static boolean isOurs(TrainingPath path) {
        return path.plural().equals("connectors") || path.plural().equals("connectclusters");
    }

    private static boolean isReported(ObjectNode object) {
        return object.at("/status/conditions").size() > 0;
    }

    private ObjectNode event(String type, ObjectNode object) {
        return json.createObjectNode().put("type", type).set("object", object.deepCopy());
    }

    private static TrainingPath pathOf(ObjectNode object) {
        JsonNode namespace = object.at("/metadata/namespace");
        return new TrainingPath(
                object.path("kind").asText().toLowerCase(Locale.ROOT) + "s",
                namespace.isTextual() ? namespace.asText() : null,
                object.at("/metadata/name").asText(),
                "");
    }

    private static TrainingPath whole(TrainingPath target) {
        return new TrainingPath(target.plural(), target.namespace(), target.name(), "");
    }
}
