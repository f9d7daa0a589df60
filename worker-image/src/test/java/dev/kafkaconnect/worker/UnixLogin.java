package dev.kafkaconnect.worker;

import com.sun.security.auth.UnixPrincipal;
import com.sun.security.auth.module.UnixLoginModule;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.login.LoginException;

/** A program that asks the system who it is, as the clients of Hadoop do before anything else; run inside a container. */
final class UnixLogin {

    private UnixLogin() {}

    public static void main(String[] arguments) throws LoginException {
        Subject subject = new Subject();
        UnixLoginModule login = new UnixLoginModule();
        login.initialize(subject, callbacks -> {}, Map.of(), Map.of());
        login.login();
        login.commit();
        subject.getPrincipals(UnixPrincipal.class)
                .forEach(user -> System.out.printf("%s at %s%n", user.getName(), System.getProperty("user.name")));
    }
}
