package dev.kafkaconnect.operator.connector.spec;

/** The names by which Connect knows a class of a plug-in (KIP-449). Pure; used to find one among those installed. */
public final class PluginName {

    private PluginName() {}

    /** Whether a Connector that names {@code wanted} means this class: in full, by its simple name, or without Connector at its end. */
    public static boolean means(String wanted, String className) {
        String simple = simple(className);
        return className.equals(wanted) || simple.equals(wanted) || simple.equals(wanted + "Connector");
    }

    public static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
