package dev.spate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The arrows of the house point down, and the request path knows no wall clock.
final class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.spate");

  @Test
  void workerAndCoordinatorDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("dev.spate.worker..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.spate.coordinator..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("dev.spate.coordinator..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.spate.worker..")
        .check(HOUSE);
  }

  @Test
  void nobodyButDeployKnowsThePrograms() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.spate.plan..",
            "dev.spate.measure..",
            "dev.spate.control..",
            "dev.spate.worker..",
            "dev.spate.coordinator..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.spate.cli..", "dev.spate.node..", "dev.spate.target..")
        .check(HOUSE);
  }

  @Test
  void theEngineKnowsNoNettyNoPekkoAndNoProtobuf() {
    noClasses()
        .that()
        .resideInAPackage("dev.spate.worker.engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.netty..",
            "org.apache.pekko..",
            "com.google.protobuf..",
            "dev.spate.worker.http..",
            "dev.spate.control..")
        .check(HOUSE);
  }

  @Test
  void httpKnowsNoActor() {
    noClasses()
        .that()
        .resideInAPackage("dev.spate.worker.http..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.pekko..", "com.google.protobuf..")
        .check(HOUSE);
  }

  /// Each room knows those below it: a protocol the pool, the pool how to dial, all what they run
  /// on.
  @Test
  void theRoomsOfTheHttpCodeKnowEachOtherInOneDirection() {
    String http = "dev.spate.worker.http";
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(http + "..")
        .withOptionalLayers(true)
        .layer("door")
        .definedBy(http)
        .layer("h1")
        .definedBy(http + ".h1..")
        .layer("h2")
        .definedBy(http + ".h2..")
        .layer("pool")
        .definedBy(http + ".pool..")
        .layer("dial")
        .definedBy(http + ".dial..")
        .layer("io")
        .definedBy(http + ".io..")
        .whereLayer("door")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("h1")
        .mayOnlyBeAccessedByLayers("door")
        .whereLayer("h2")
        .mayOnlyBeAccessedByLayers("door")
        .whereLayer("pool")
        .mayOnlyBeAccessedByLayers("door", "h1", "h2")
        .whereLayer("dial")
        .mayOnlyBeAccessedByLayers("door", "h1", "h2", "pool")
        .check(HOUSE);
  }

  @Test
  void onlySerializersReadTheWire() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.spate.wire..", "dev.spate.control..", "dev.spate.coordinator.history..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.spate.wire..")
        .check(HOUSE);
  }

  @Test
  void noDurationComesFromTheWallClock() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.spate.worker.engine..", "dev.spate.worker.http..")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .because("a stepped wall clock must change no measurement (ACCURACY A10)")
        .check(HOUSE);
  }
}
