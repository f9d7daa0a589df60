package dev.kafkaconnect.operator.cluster.report;

import dev.kafkaconnect.operator.connect.InstalledPlugin;
import dev.kafkaconnect.operator.connect.WorkerInfo;
import java.util.List;

/** What the workers say they consist of. */
public record WorkerInventory(WorkerInfo worker, List<InstalledPlugin> plugins) {}
