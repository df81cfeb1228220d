package dev.spate.coordinator.report.written;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// Makes the temporary directories of all tests, and looks through them after each test: whatever
/// wrote a `report.json` there, be it a process of its own, the schema allows it. It is in force
/// wherever this package is on the path of the tests (`junit-platform.properties`).
public final class WrittenReports implements TempDirFactory, AfterEachCallback, AfterAllCallback {
  /// How the directories are called.
  static final String PREFIX = "spate-";

  private static final String REPORT = "report.json";

  /// How what Spate writes begins; what a test made up begins differently.
  private static final String BEGINNING = "{\n  \"format\" : \"spate-report/";

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(WrittenReports.class);

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    Path directory = Files.createTempDirectory(PREFIX);
    directories(context).add(directory);
    return directory;
  }

  private static Directories directories(ExtensionContext context) {
    return context
        .getStore(HERE)
        .computeIfAbsent(Directories.class, _ -> new Directories(), Directories.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    check(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    check(context);
  }

  private static void check(ExtensionContext context) throws IOException {
    for (Path directory : directories(context).all) {
      reportsIn(directory).forEach(ReportCheck::check);
    }
  }

  /// The reports below a directory that Spate wrote.
  static List<Path> reportsIn(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.endsWith(REPORT) && attributes.isRegularFile() && isWritten(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone, or not to be read, as a test wanted it
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException e) {
            return FileVisitResult.CONTINUE; // likewise
          }
        });
    return found;
  }

  private static boolean isWritten(Path file) throws IOException {
    byte[] beginning = BEGINNING.getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(beginning.length), StandardCharsets.UTF_8).equals(BEGINNING);
    }
  }

  /// Of a test, or of those of a class.
  private static final class Directories {
    private final List<Path> all = new CopyOnWriteArrayList<>();

    void add(Path directory) {
      all.add(directory);
    }
  }
}
