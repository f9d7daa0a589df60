package dev.kafkaconnect.operator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.kafkaconnect.operator.connect.ConnectApi;
import dev.kafkaconnect.operator.connect.ConnectClients;
import dev.kafkaconnect.operator.connect.HttpConnectApi;
import dev.kafkaconnect.operator.connect.OwnReference;
import dev.kafkaconnect.operator.kafka.topics.InternalTopics;
import dev.kafkaconnect.operator.observe.ClusterObserver;
import dev.kafkaconnect.operator.observe.ClusterSession;
import dev.kafkaconnect.operator.observe.ClusterSessions;
import dev.kafkaconnect.operator.observe.StatusTopicIndex;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

@AnalyzeClasses(packages = "dev.kafkaconnect.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String OPERATOR = "dev.kafkaconnect.operator..";

    @ArchTest
    static final ArchRule coreKnowsNoKubernetes = noClasses()
            .that()
            .resideInAnyPackage(
                    "..operator.connect..",
                    "..operator.kafka..",
                    "..operator.observe..",
                    "..operator.tls..",
                    "..operator.text..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "dev.kafkaconnect.api..");

    @ArchTest
    static final ArchRule clustersKnowNoConnectors = noClasses()
            .that()
            .resideInAPackage("..operator.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..operator.connector..");

    @ArchTest
    static final ArchRule connectorsKnowNoClusters = noClasses()
            .that()
            .resideInAPackage("..operator.connector..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..operator.cluster..");

    @ArchTest
    static final ArchRule theRestClientStandsAlone = noClasses()
            .that()
            .resideInAPackage("..operator.connect..")
            .should()
            .dependOnClassesThat(resideInAPackage(OPERATOR).and(not(resideInAPackage("..operator.connect.."))));

    /** What workers say reaches users through a redactor alone. */
    @ArchTest
    static final ArchRule connectorsKnowNoUnredactedWorkers = noClasses()
            .that()
            .resideInAPackage("..operator.connector..")
            .should()
            .dependOnClassesThat(belongToAnyOf(
                    ConnectApi.class,
                    HttpConnectApi.class,
                    ConnectClients.class,
                    ClusterSession.class,
                    ClusterSessions.class,
                    ClusterObserver.class,
                    StatusTopicIndex.class));

    @ArchTest
    static final ArchRule onlyValuesThatWereDeliveredAreReferredTo = noClasses()
            .that()
            .resideOutsideOfPackages("..operator.values..", "..operator.connect..")
            .should()
            .callConstructor(OwnReference.class, String.class);

    @ArchTest
    static final ArchRule referencesDoNotKnowWhoRefers = noClasses()
            .that()
            .resideInAPackage("..operator.references..")
            .should()
            .dependOnClassesThat(resideInAPackage(OPERATOR).and(not(resideInAPackage("..operator.references.."))));

    @ArchTest
    static final ArchRule onlyStatusMakesConditions = noClasses()
            .that()
            .resideOutsideOfPackage("..operator.status..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ConditionBuilder.class)
            .orShould()
            .callConstructor(Condition.class)
            .orShould()
            .callConstructor(
                    Condition.class, String.class, String.class, Long.class, String.class, String.class, String.class);

    @ArchTest
    static final ArchRule timeComesFromAClock = noClasses()
            .that()
            .resideOutsideOfPackage("dev.kafkaconnect.operator")
            .should()
            .accessTargetWhere(use(Instant.class, "now"))
            .orShould()
            .accessTargetWhere(use(System.class, "currentTimeMillis"))
            .orShould()
            .accessTargetWhere(use(Clock.class, "systemUTC"))
            .orShould()
            .accessTargetWhere(use(Clock.class, "systemDefaultZone"));

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .that()
            .areNotAssignableTo(InternalTopics.class)
            .should()
            .accessTargetWhere(use(Thread.class, "sleep"))
            .orShould()
            .accessTargetWhere(use(TimeUnit.class, "sleep"));

    @ArchTest
    static final ArchRule namesSayWhatAClassIsFor =
            noClasses().should().haveNameMatching(".*(Util|Utils|Manager|Helper)$");

    @ArchTest
    static final ArchRule nothingIsSharedByBeingStatic =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule noMethodHoldsALock = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    private static DescribedPredicate<JavaAccess<?>> use(Class<?> owner, String method) {
        return JavaAccess.Predicates.target(HasOwner.Predicates.With.<JavaClass>owner(JavaClass.Predicates.type(owner)))
                .and(JavaAccess.Predicates.target(HasName.Predicates.name(method)))
                .as("%s.%s is used", owner.getSimpleName(), method);
    }
}
