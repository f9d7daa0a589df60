package dev.kafkaconnect.e2e.support.kafka;

import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;

/**
 * A login module that Kafka does not have: it takes user and password from options of its own. Put on the class path of a worker
 * as a user puts it into extra-libs.
 */
public final class OwnLoginModule implements LoginModule {

    @Override
    public void initialize(
            Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        subject.getPublicCredentials().add(options.get("who"));
        subject.getPrivateCredentials().add(options.get("word"));
    }

    @Override
    public boolean login() {
        return true;
    }

    @Override
    public boolean commit() {
        return true;
    }

    @Override
    public boolean abort() {
        return false;
    }

    @Override
    public boolean logout() {
        return true;
    }
}
