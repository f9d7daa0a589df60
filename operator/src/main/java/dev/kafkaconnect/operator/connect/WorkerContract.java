package dev.kafkaconnect.operator.connect;

/**
 * What an image of workers promises to the operator, as a number that grows whenever the operator begins to rely on something that older
 * images lack. Workers say it in a header of every answer; those of before the first number say nothing. See docs/reference/worker-image.md.
 */
public record WorkerContract(int number) {

    /** The response header. */
    public static final String HEADER = "Kafka-Connect-Worker-Contract";

    public static final WorkerContract UNSAID = new WorkerContract(1);

    /** What this version of the operator relies on, whatever a ConnectCluster asks for. */
    public static final WorkerContract NEEDED = new WorkerContract(2);

    /** What plug-ins on the class path of the workers rely on: an older image starts without them. */
    public static final WorkerContract CLASS_PATH = new WorkerContract(3);

    /** What plug-ins that are downloaded rely on: an older image cannot. */
    public static final WorkerContract ARTIFACTS = new WorkerContract(4);

    /** Something in between may have written anything there. */
    static WorkerContract of(String said) {
        return said.matches("[1-9][0-9]{0,8}") ? new WorkerContract(Integer.parseInt(said)) : UNSAID;
    }

    public boolean fulfils(WorkerContract needed) {
        return number >= needed.number;
    }
}
