package loa.delivery;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("loa.delivery");

    @Test
    void packagesHaveNoCycle() {
        slices().matching("loa.delivery.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void portsLeanOnNoPartOfTheEngine() {
        noClasses().that().resideInAPackage("loa.delivery").should().dependOnClassesThat().resideInAPackage("loa.delivery.*..")
                .check(classes);
    }

    @Test
    void theEngineKnowsNoSpring() {
        noClasses().that().resideOutsideOfPackages("loa.delivery.boot..", "loa.delivery.desk..").should().dependOnClassesThat()
                .resideInAPackage("org.springframework..").check(classes);
    }

    @Test
    void theEngineKnowsNoProvider() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("com.twilio..", "com.google.firebase..", "loa.sms..", "loa.push..",
                "loa.loudspeaker..").check(classes);
    }
}
