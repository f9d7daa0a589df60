package dev.kafkaconnect.operator.importing.documents;

import dev.kafkaconnect.operator.values.CredentialWords;
import java.util.regex.Pattern;

/**
 * Recognizes properties whose values are credentials, by what the operator redacts in logs and by names of properties that only
 * configurations have. A reference to a config provider is no credential.
 */
public final class Credentials {
    private static final Pattern NAMES = Pattern.compile(
            "(?i).*((private|keystore|secret|account|access|api|license)[._-]?key|user\\.info|auth\\.header|credentials?\\.json|sas\\.?token)");
    private static final Pattern NO_VALUES = Pattern.compile(
            "(?i).*[._-](file|location|path|url|uri|endpoint|class|provider|type|name|enable|enabled|ms)");

    private Credentials() {}

    public static boolean isOne(String key, String value) {
        if (value.isBlank() || value.contains("${")) {
            return false;
        }
        String property = key + "=" + value;
        boolean named = NAMES.matcher(key).matches() || CredentialWords.isIn(key + "=value");
        return named ? !NO_VALUES.matcher(key).matches() : CredentialWords.isIn(property);
    }
}
