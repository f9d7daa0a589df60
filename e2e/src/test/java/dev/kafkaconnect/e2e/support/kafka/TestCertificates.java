package dev.kafkaconnect.e2e.support.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of its own and certificates of it, made with the JDK's keytool. All PEM, keys in the form PKCS#8. */
final class TestCertificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final String name;

    /** @param name of the authority and of its files */
    TestCertificates(Path directory, String name) {
        this.directory = directory;
        this.name = name;
        keyPair(name, "-ext", "bc:c");
    }

    public record Identity(String certificate, String key) {
        String both() {
            return key + certificate;
        }
    }

    String authority() {
        return keytool(store(name, "-exportcert", "-rfc"));
    }

    /** @param subjectAlternativeNames as keytool takes them, may be empty */
    Identity issue(String subject, String subjectAlternativeNames) {
        keyPair(subject);
        Path request = directory.resolve(subject + ".csr");
        keytool(store(subject, "-certreq", "-file", request.toString()));
        List<String> sign =
                new ArrayList<>(List.of("-gencert", "-rfc", "-validity", "2", "-infile", request.toString()));
        if (!subjectAlternativeNames.isEmpty()) {
            sign.addAll(List.of("-ext", "san=" + subjectAlternativeNames));
        }
        return new Identity(keytool(store(name, sign.toArray(String[]::new))), key(subject));
    }

    private void keyPair(String subject, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-validity", "2", "-dname", "CN=" + subject));
        arguments.addAll(List.of(more));
        keytool(store(subject, arguments.toArray(String[]::new)));
    }

    private List<String> store(String subject, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-alias", subject, "-storetype", "PKCS12", "-storepass", PASSWORD));
        all.addAll(List.of("-keystore", directory.resolve(subject + ".p12").toString()));
        return all;
    }

    private String key(String subject) {
        try {
            KeyStore store =
                    KeyStore.getInstance(directory.resolve(subject + ".p12").toFile(), PASSWORD.toCharArray());
            Key key = store.getKey(subject, PASSWORD.toCharArray());
            return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                    .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()));
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String keytool(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Path errors = directory.resolve("keytool.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output + Files.readString(errors));
            }
            return output;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
