package dev.spate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The arrows between the packages that every node shares.
final class ImportsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.spate");

  @Test
  void thereAreClassesToLookAt() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .contains("dev.spate.plan", "dev.spate.measure", "dev.spate.control", "dev.spate.wire");
  }

  @Test
  void thePlanKnowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("dev.spate.plan")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.spate.plan", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void measurementKnowsNothingButTheJdkAndHistograms() {
    classes()
        .that()
        .resideInAPackage("dev.spate.measure")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.spate.measure", "java..", "org.HdrHistogram..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void onlySerializersReadTheWire() {
    noClasses()
        .that()
        .resideInAPackage("dev.spate..")
        .and()
        .resideOutsideOfPackage("dev.spate.wire")
        .and()
        .haveNameNotMatching("dev\\.spate\\.control\\.(\\w+Codec|ControlSerializer)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.spate.wire", "com.google.protobuf..")
        .check(CLASSES);
  }
}
