package dev.kafkaconnect.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The packages of a Connector stay in order: {@code connector} acts, the packages below it decide and know neither it nor any
 * client.
 */
@AnalyzeClasses(packages = "dev.kafkaconnect.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    @ArchTest
    static final ArchRule packagesOfAConnectorFormNoCircle =
            slices().matching("..operator.connector.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatDecidesDoesNotKnowWhatActs = noClasses()
            .that()
            .resideInAPackage("..operator.connector.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.kafkaconnect.operator.connector");

    @ArchTest
    static final ArchRule whatDecidesAsksNobody = noClasses()
            .that()
            .resideInAPackage("..operator.connector.*..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.kafka.clients.admin.Admin")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.http.HttpClient")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(".*\\.operator\\.connect\\.\\w*ConnectApi");

    /** The wiring of the operator is the one that may. */
    @ArchTest
    static final ArchRule nobodyElseReachesBehindConnector = classes()
            .that()
            .resideInAPackage("..operator.connector.*..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("..operator.connector..", "dev.kafkaconnect.operator");
}
