package loa.standalone;

import java.util.List;
import java.util.Map;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Imports go one way, packages have no cycles, and nothing is called what says nothing. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("loa");

    /** What each module may import of ours besides itself. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.of("contract", List.of(), "sandbox", List.of(), "api",
            List.of("contract"), "publisher", List.of("contract", "api"), "delivery", List.of("contract", "api"), "sms",
            List.of("contract", "api", "delivery"), "push", List.of("contract", "api", "delivery"), "loudspeaker",
            List.of("contract", "api", "delivery"));

    @TestFactory
    List<DynamicTest> modulesImportOnlyInTheDesignedDirection() {
        return MAY_IMPORT.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> importsOnly(entry.getKey(), entry.getValue()))).toList();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPackageIsCalledWhatSaysNothing() {
        noClasses().should().resideInAnyPackage("..common..", "..util..", "..utils..", "..shared..", "..helper..", "..misc..")
                .check(CLASSES);
    }

    @Test
    void theContractKnowsNoSpring() {
        noClasses().that().resideInAPackage("loa.contract..").should().dependOnClassesThat().resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void providersStayBehindTheirPorts() {
        noClasses().that().resideOutsideOfPackage("loa.sms.twilio..").should().dependOnClassesThat().resideInAPackage("com.twilio..")
                .check(CLASSES);
        noClasses().that().resideOutsideOfPackage("loa.push.fcm..").should().dependOnClassesThat()
                .resideInAnyPackage("com.google.firebase..", "com.google.auth..", "com.google.api..").check(CLASSES);
    }

    @Test
    void timeComesFromAClock() {
        noClasses().that().resideInAnyPackage("loa.publisher..", "loa.delivery..", "loa.sms..", "loa.push..", "loa.loudspeaker..").should()
                .callMethod(java.time.Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }

    private static void importsOnly(String module, List<String> allowed) {
        String[] packages = java.util.stream.Stream.concat(java.util.stream.Stream.of(module), allowed.stream())
                .map(name -> "loa." + name + "..").toArray(String[]::new);
        classes().that().resideInAPackage("loa." + module + "..").should().onlyDependOnClassesThat(
                com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage("loa..")).or(resideInAnyOf(packages))).check(CLASSES);
    }

    private static com.tngtech.archunit.base.DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> resideInAnyOf(
            String... packages) {
        return com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(packages);
    }

    /** Each package is a slice of its own, whatever it lies in. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
