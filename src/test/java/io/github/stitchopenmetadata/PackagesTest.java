package io.github.stitchopenmetadata;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.stitchopenmetadata.app.Main;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may use which. */
class PackagesTest {

    private static final String ROOT = "io.github.stitchopenmetadata.";

    private static JavaClasses classes;

    /** From the folder of our classes alone: there are thousands of others on the class path. */
    @BeforeAll
    static void read() throws URISyntaxException {
        classes = new ClassFileImporter()
                .importPath(Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
        assertThat(classes).hasSizeGreaterThan(300);
    }

    @Test
    void thereAreNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void textUsesNoOther() {
        assertUsesOnly("text");
    }

    @Test
    void httpUsesText() {
        assertUsesOnly("http", "text");
    }

    @Test
    void workflowUsesHttpAndText() {
        assertUsesOnly("workflow", "http", "text");
    }

    /** What lies between them is a message, which can be delivered without Stitch and made without a catalog. */
    @Test
    void catalogAndStitchDoNotKnowEachOther() {
        assertDoNotUse("catalog", "stitch");
        assertDoNotUse("stitch", "catalog");
    }

    /** They are not packed everywhere. */
    @Test
    void nothingNeedsTheSandboxOrKaraf() {
        noClasses()
                .that()
                .resideOutsideOfPackages(in("sandbox"), in("karaf"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(in("sandbox"), in("karaf"))
                .check(classes);
    }

    private static void assertUsesOnly(String name, String... below) {
        String[] allowed = Stream.concat(Stream.of(name), Stream.of(below))
                .map(PackagesTest::in)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(in(name))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(ROOT + "."))))
                .check(classes);
    }

    private static void assertDoNotUse(String name, String other) {
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in(other))
                .check(classes);
    }

    /** A package with those in it. */
    private static String in(String name) {
        return ROOT + name + "..";
    }
}
