package dev.kafkaconnect.operator.kafka.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginClassesTest {
    private static final String IAM = "software.amazon.msk.auth.iam.IAMLoginModule";
    private static final String IAM_HANDLER = "software.amazon.msk.auth.iam.IAMClientCallbackHandler";
    private static final Map<String, String> MSK = Map.of(
            "sasl.mechanism",
            "AWS_MSK_IAM",
            "sasl.jaas.config",
            IAM + " required;",
            "sasl.client.callback.handler.class",
            IAM_HANDLER);

    private static final LoginClasses WITH_IAM = new LoginClasses(Set.of(IAM, IAM_HANDLER), name -> true);

    @Test
    void loadsWhatTheInstallerHasNamed() {
        assertThat(WITH_IAM.objection(MSK)).isEmpty();
    }

    @Test
    void namesTheClassThatNobodyHasAllowed() {
        assertThat(LoginClasses.NONE.objection(MSK))
                .hasValue("the operator may not load the class " + IAM_HANDLER
                        + " for a client of its own, unless KAFKA_LOGIN_CLASSES of its Deployment names it");
        assertThat(new LoginClasses(Set.of(IAM_HANDLER), name -> true).objection(MSK))
                .hasValueSatisfying(why -> assertThat(why).contains("may not load the class " + IAM));
    }

    @Test
    void saysThatTheClassIsNotInTheImageOfTheOperator() {
        assertThat(LoginClasses.of(Set.of(IAM, IAM_HANDLER)).objection(MSK))
                .hasValueSatisfying(why -> assertThat(why).contains("does not have the class " + IAM_HANDLER));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, org.apache.kafka.common.security.plain.PlainLoginModule",
        "SCRAM-SHA-512, org.apache.kafka.common.security.scram.ScramLoginModule",
        "OAUTHBEARER, org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule"
    })
    void loadsTheLoginModulesOfKafka(String mechanism, String module) {
        assertThat(LoginClasses.NONE.objection(Map.of(
                        "sasl.mechanism",
                        mechanism,
                        "sasl.jaas.config",
                        module + " required username=\"connect\" password=\"canary=/+\";",
                        "sasl.login.refresh.buffer.seconds",
                        "60")))
                .isEmpty();
    }

    /** None of it may be loaded, run or read by the operator, whatever the installer has allowed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sasl.login.class                               | evil.Login
            sasl.login.callback.handler.class              | evil.Handler
            sasl.client.callback.handler.class             | evil.Handler
            sasl.oauthbearer.jwt.retriever.class           | org.apache.kafka.common.security.oauthbearer.FileJwtRetriever
            sasl.oauthbearer.jwt.retriever.class           | org.apache.kafka.common.security.oauthbearer.JwtBearerJwtRetriever
            sasl.oauthbearer.jwt.validator.class           | evil.Validator
            sasl.something.to.come.class                   | evil.Thing
            sasl.kerberos.kinit.cmd                        | /bin/sh
            sasl.oauthbearer.assertion.file                | /var/run/secrets/kubernetes.io/serviceaccount/token
            sasl.oauthbearer.assertion.private.key.file    | /etc/shadow
            sasl.oauthbearer.assertion.template.file       | /etc/passwd
            sasl.oauthbearer.token.endpoint.url            | file:///var/run/secrets/kubernetes.io/serviceaccount/token
            sasl.oauthbearer.token.endpoint.url            | ftp://example.com
            sasl.oauthbearer.jwks.endpoint.url             | https://example.com
            sasl.something.to.come                         | x
            """)
    void makesNoClientThatWouldLoadOrRunOrReadWhatAStrangerSays(String key, String value) {
        Map<String, String> properties = new HashMap<>(MSK);
        properties.put(key, value);

        assertThat(WITH_IAM.objection(properties)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://evil\";",
                "com.sun.security.auth.module.LdapLoginModule required;",
                "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true;",
                "evil.Module required;",
                "software.amazon.msk.auth.iam.IAMLoginModule required; evil.Module required;",
                "software.amazon.msk.auth.iam.IAMLoginModule required keyTab=\"/etc/keys/another\";",
                "software.amazon.msk.auth.iam.IAMLoginModule required keyTab=\"../keys/another\";",
                "software.amazon.msk.auth.iam.IAMLoginModule required config=\"file:keys\";",
                "software.amazon.msk.auth.iam.IAMLoginModule required config=\"FILE:keys\";",
                "software.amazon.msk.auth.iam.IAMLoginModule required config=\"${user.home}\";",
                "software.amazon.msk.auth.iam.IAMLoginModule required ssl.truststore.location=\"keys\";",
                "nonsense",
                ""
            })
    void makesNoClientWithALoginModuleThatAStrangerSays(String jaas) {
        Map<String, String> properties = new HashMap<>(MSK);
        properties.put("sasl.jaas.config", jaas);

        assertThat(WITH_IAM.objection(properties))
                .hasValueSatisfying(why -> assertThat(why).doesNotContain("ldap://evil"));
    }

    @Test
    void takesNoLineBreakForTheEndOfAClassName() {
        Map<String, String> properties = new HashMap<>(MSK);
        properties.put("sasl.client.callback.handler.class", IAM_HANDLER + "\nevil.Handler");

        assertThat(WITH_IAM.objection(properties)).isPresent();
    }
}
