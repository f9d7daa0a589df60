package dev.kafkaconnect.operator.status;

/**
 * Every reason that a condition of a ConnectCluster or a Connector can carry. The names are part of the contract: people
 * and tools match on them, and the user guide explains each with its remedy.
 */
public enum Reason {
    /** The connector and all of its tasks run on living workers. */
    Running,
    /** The connector is paused because its spec says so. */
    Paused,
    /** The connector is stopped because its spec says so. */
    Stopped,
    /** All workers of the cluster are ready and run the current revision. */
    WorkersReady,
    /** The cluster has no workers because its spec says so. */
    ScaledToZero,
    /** The internal topics are as they must be. */
    TopicsVerified,
    /** The operator may not, or cannot, look at the internal topics. */
    NotVerified,
    /** A standalone worker that restarts comes back with all of its connectors. */
    Kept,
    /** A standalone worker has more connectors than can be kept for its restart. */
    TooLarge,
    /** The configuration was accepted by the workers. */
    Accepted,

    /** The ConnectCluster that a Connector names does not exist (yet). */
    ClusterNotFound,
    /** The operator that looks after the Connector does not look after its ConnectCluster: their labels do not match. */
    ClusterNotSelected,
    /** No worker of the cluster is ready. */
    ClusterNotReady,
    /** The ConnectCluster is being deleted. */
    ClusterTerminating,
    /** The operator was told not to change anything. */
    ReconciliationPaused,
    /** The connector is being created. */
    Creating,
    /** A changed configuration or state has been sent and is not in effect yet. */
    Updating,
    /** The connector is stopped while its offsets are changed. */
    ChangingOffsets,
    /** The workers have accepted the connector, but not all of its parts run yet. */
    Starting,
    /** Values of spec.configFrom are on their way to the workers. */
    ValuesPending,
    /** The connector is being deleted. */
    Deleting,
    /** The workers are busy with a rebalance, or with other checks of configurations; the request is repeated. */
    Rebalancing,
    /** Tasks, or the connector itself, are assigned to no living worker. */
    Unassigned,
    /** Tasks, or the connector itself, are on a worker that is not ready: whether they run is not known. */
    WorkerNotReady,
    /** The connector runs but has no task. */
    NoTasks,
    /** Workers have not become ready yet. */
    WorkersStarting,
    /** Workers are being replaced. */
    RollingUpdate,
    /** A Secret that is referred to, or the key in it, does not exist (yet). */
    SecretMissing,
    /** No node has room for a worker. */
    Unschedulable,
    /** The node of a worker that was to end does not answer. */
    NodeLost,

    /** The workers' REST API does not answer. */
    RestUnreachable,
    /** Kafka does not answer. */
    KafkaUnreachable,
    /** The workers answered with an error that is worth repeating the request. */
    WorkerError,
    /** An admission policy or webhook of the Kubernetes cluster changes what the operator writes. */
    RewrittenByPolicy,
    /** Not looked at yet, because something else comes first. */
    NotChecked,
    /** An error in the operator; its log tells more. */
    InternalError,
    /** Kubernetes refuses a request of the operator because a permission is missing. */
    PermissionMissing,

    /** The configuration is wrong. */
    ConfigInvalid,
    /** A Secret or ConfigMap that is referred to, or a key of it, is missing. */
    ReferenceMissing,
    /** The connector class, or the version of it, is not installed on the workers. */
    PluginMissing,
    /** Another sink reads by the same consumer group on the same Kafka. */
    ConsumerGroupConflict,
    /** An older Connector already describes the same connector. */
    DuplicateConnector,
    /** The workers refused the declared change of offsets, or the operator does not understand or not carry it out. */
    OffsetsRefused,
    /** What was done to the offsets cannot be read or stored, without which a change of them is not carried out. */
    OffsetsNotRecorded,
    /** The owner of the ConnectCluster does not admit connectors from this namespace. */
    NamespaceNotAllowed,
    /** Something else keeps changing the connector's configuration on the workers. */
    ConfigContested,
    /** The connector has failed the limit of spec.autoRestart.maxRestarts. */
    RestartsExhausted,
    /** The connector has failed. */
    ConnectorFailed,
    /** Tasks have failed. */
    TasksFailed,
    /** Objects of others bear names that the cluster needs for its own. */
    NameConflict,
    /** An internal topic exists and is not as it must be. */
    TopicMismatch,
    /** An internal topic is missing and must not be created. */
    TopicMissing,
    /** An internal topic is gone although the cluster has run before. */
    TopicVanished,
    /** Internal topics are missing on another Kafka than the one on which the cluster has run. */
    AnotherKafka,
    /** Kafka has fewer brokers than the topics need copies. */
    TooFewBrokers,
    /** Kafka refused a request of the operator. */
    KafkaRefused,
    /** A Secret holds something else than what it is referred to for. */
    SecretInvalid,
    /** Kafka, or the client on the way to it, does not accept certificates, user or password. */
    KafkaAuthenticationFailed,
    /** The certificate of the workers' REST API cannot be used. */
    CertificateInvalid,
    /** Another ConnectCluster that was first uses the same group.id on the same Kafka, or strangers are in the group. */
    GroupIdConflict,
    /** Another ConnectCluster that was first uses one of the topics on the same Kafka. */
    TopicConflict,
    /** The image of the workers cannot be pulled. */
    ImagePullFailed,
    /** A plug-in that is to be downloaded cannot be had, or is not what it should be. */
    PluginDownloadFailed,
    /** The image of the workers was built from a worker image that is too old for the operator. */
    ImageOutdated,
    /** A worker is crash-looping. */
    WorkerCrashed,
    /** The API server does not let a pod of a worker be made. */
    WorkersRefused,
    /** A worker has not been ready for longer than it may take to start. */
    ProgressDeadlineExceeded,
    /** A rollout waits longer than it may for a worker, or for what ran before. */
    RolloutHalted
}
