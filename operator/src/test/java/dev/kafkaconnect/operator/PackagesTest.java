package dev.kafkaconnect.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The packages stay in order: {@code cluster} and {@code connector} act, with what {@code cluster.access}, {@code cluster.children}
 * and {@code cluster.connectors} do for a ConnectCluster; the other packages below them decide, and know neither them nor any client.
 */
@AnalyzeClasses(packages = "dev.kafkaconnect.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {
    private static final DescribedPredicate<JavaClass> DECIDES = resideInAnyPackage(
                    "..operator.cluster.*..", "..operator.connector.*..")
            .and(DescribedPredicate.not(resideInAnyPackage(
                    "..operator.cluster.access..",
                    "..operator.cluster.children..",
                    "..operator.cluster.connectors..",
                    "..operator.cluster.diagnosis..",
                    "..operator.connector.check..")))
            .as("classes that decide");

    private static final DescribedPredicate<JavaClass> ACTS = resideInAnyPackage(
                    "dev.kafkaconnect.operator.connector",
                    "dev.kafkaconnect.operator.cluster",
                    "dev.kafkaconnect.operator.cluster.access",
                    "dev.kafkaconnect.operator.cluster.children",
                    "dev.kafkaconnect.operator.cluster.connectors",
                    "dev.kafkaconnect.operator.cluster.diagnosis",
                    "dev.kafkaconnect.operator.connector.check")
            .as("classes that act");

    @ArchTest
    static final ArchRule packagesOfAConnectorFormNoCircle =
            slices().matching("..operator.connector.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfAClusterFormNoCircle =
            slices().matching("..operator.cluster.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfKafkaFormNoCircle =
            slices().matching("..operator.kafka.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheOperatorFormNoCircle =
            slices().matching("dev.kafkaconnect.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatDecidesDoesNotKnowWhatActs =
            noClasses().that(DECIDES).should().dependOnClassesThat(ACTS);

    @ArchTest
    static final ArchRule whatDecidesAsksNobody = noClasses()
            .that(DECIDES)
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

    @ArchTest
    static final ArchRule onlyTheWiringKnowsMetrics = classes()
            .that()
            .resideInAPackage("..operator.metrics..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("..operator.metrics..", "dev.kafkaconnect.operator");

    /** The wiring of the operator is the one that may. */
    @ArchTest
    static final ArchRule nobodyElseReachesBehindConnector = classes()
            .that()
            .resideInAPackage("..operator.connector.*..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("..operator.connector..", "dev.kafkaconnect.operator");

    /** The wiring of the operator is the one that may. */
    @ArchTest
    static final ArchRule nobodyElseReachesBehindCluster = classes()
            .that()
            .resideInAPackage("..operator.cluster.*..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("..operator.cluster..", "dev.kafkaconnect.operator");
}
