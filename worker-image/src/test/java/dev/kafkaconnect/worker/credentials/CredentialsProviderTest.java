package dev.kafkaconnect.worker.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsProviderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "RSA, 2048", "RSA, 4096", "EC, 256", "EC, 384", "EC, 521"})
    void wrapsTheKeysOfCertManagerAsKafkaReadsThem(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        String text = pem(algorithm, pair.getPrivate());
        String before = algorithm.equals("EC") ? block("EC PARAMETERS", "AAAA") : "";

        String read = read("tls.key", before + text);

        assertThat(read)
                .startsWith(block("PRIVATE KEY", "").lines().findFirst().orElseThrow())
                .doesNotContain("PARAMETERS");
        byte[] encoded = Base64.getMimeDecoder().decode(read.replaceAll("-----[^-]+-----", ""));
        PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        assertThat(secretOf(key)).isEqualTo(secretOf(pair.getPrivate()));
    }

    @ParameterizedTest
    @CsvSource({
        "PRIVATE KEY, MIIB",
        "RSA PRIVATE KEY, 'Proc-Type: 4,ENCRYPTED\n\nMIIB'",
        "EC PRIVATE KEY, MIIB",
        "EC PRIVATE KEY, AAAA"
    })
    void leavesOtherBlocksAsTheyAre(String label, String body) throws IOException {
        String text = block(label, body);

        assertThat(read("tls.key", text)).isEqualTo(text);
    }

    @Test
    void leavesEverythingElseAsItIs() throws IOException {
        assertThat(read("password", "secret")).isEqualTo("secret");
    }

    private static String block(String label, String body) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }

    private static String pem(String algorithm, PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        ASN1Encodable inner = key instanceof ECPrivateKey point
                ? new org.bouncycastle.asn1.sec.ECPrivateKey(
                        point.getParams().getOrder().bitLength(),
                        point.getS(),
                        info.getPrivateKeyAlgorithm().getParameters())
                : info.parsePrivateKey();
        return block(
                algorithm + " PRIVATE KEY",
                Base64.getMimeEncoder().encodeToString(inner.toASN1Primitive().getEncoded()));
    }

    private String read(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        try (CredentialsProvider provider = new CredentialsProvider()) {
            provider.configure(Map.of("allowed.paths", directory.toString()));
            return Objects.requireNonNull(
                    provider.get(directory.toString(), Set.of(name)).data().get(name));
        }
    }

    /** Two encodings of one key may differ in what else they tell. */
    private static BigInteger secretOf(PrivateKey key) {
        return key instanceof ECPrivateKey point ? point.getS() : ((RSAPrivateKey) key).getPrivateExponent();
    }
}
