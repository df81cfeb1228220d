package dev.spate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scripts that start the program, on made-up Javas.
class LauncherTest {
  private static final Path DIST = Path.of("src/main/dist/bin").toAbsolutePath();

  private @TempDir Path directory = Path.of("");

  private record Ended(int exitCode, String out, String err) {}

  private Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().retainAll(List.of());
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /// A home of a Java that prints its arguments, one a line.
  private Path java(String name, String version) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    script(Files.createDirectories(home.resolve("bin")).resolve("java"), "printf '%s\\n' \"$@\"");
    return home;
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// A distribution in a directory with a space in its name.
  private Path distribution() throws IOException {
    Path home = directory.resolve("my spate");
    Files.createDirectories(home.resolve("lib"));
    Files.createDirectories(home.resolve("bin"));
    Files.createFile(home.resolve("lib/b.jar"));
    Files.createFile(home.resolve("lib/a.jar"));
    for (String name : List.of("spate", "find-java")) {
      Path copy = Files.copy(DIST.resolve(name), home.resolve("bin").resolve(name));
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }

  @Test
  void saysSoWhereItCannotOpenEnoughFiles() throws Exception {
    Path spate = distribution().resolve("bin/spate");
    Path java = java("jdk", "25.0.3");
    Ended ended =
        run(
            Map.of("SPATE_JAVA_HOME", java.toString()),
            "sh",
            "-c",
            "ulimit -n 100 && exec \"$0\" worker",
            spate.toString());
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err()).contains("may have 100 files open at a time, and Spate needs 256");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void startsTheJavaThatItIsTold() throws Exception {
    Path spate = distribution().resolve("bin/spate");
    Path java = java("jdk", "25.0.3");
    Ended ended =
        run(
            Map.of("SPATE_JAVA_HOME", java.toString()),
            spate.toString(),
            "worker",
            "--id",
            "two words");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out().lines())
        .containsSubsequence("dev.spate.cli.Main", "worker", "--id", "two words")
        .contains("-Xmx512m", "--enable-native-access=ALL-UNNAMED")
        .contains(
            spate.getParent().getParent()
                + "/lib/a.jar:"
                + spate.getParent().getParent()
                + "/lib/b.jar");
  }

  @Test
  void startsWorkersFromWhatOneOfThemHasLearned() throws Exception {
    Path home = distribution();
    Map<String, String> environment = Map.of("SPATE_JAVA_HOME", java("jdk", "25").toString());
    assertThat(run(environment, home + "/bin/spate", "worker").out()).doesNotContain("AOTCache");
    Files.createFile(home.resolve("lib/worker.aot"));
    assertThat(run(environment, home + "/bin/spate", "worker").out().lines())
        .contains("-XX:AOTCache=" + home + "/lib/worker.aot");
    assertThat(run(environment, home + "/bin/spate", "status").out()).doesNotContain("AOTCache");
  }

  @Test
  void startsThroughASymbolicLink() throws Exception {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, distribution().resolve("bin/spate"));
    Ended ended = run(Map.of("JAVA_HOME", java("jdk", "25").toString()), link.toString(), "status");
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.out()).contains("my spate/lib/a.jar", "status");
  }

  @Test
  void prefersTheRuntimeThatIsPacked() throws Exception {
    Path home = distribution();
    Files.move(java("packed", "25.0.3"), home.resolve("runtime"));
    Ended ended = run(Map.of("SPATE_JAVA_HOME", "/nowhere"), home + "/bin/spate", "status");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  @Test
  void keepsNoClassesWhereItMayNotWrite() throws Exception {
    Ended ended =
        run(
            Map.of("JAVA_HOME", java("jdk", "25").toString(), "XDG_CACHE_HOME", "/dev/null"),
            distribution() + "/bin/spate",
            "run");
    assertThat(ended.out()).doesNotContain("Archive");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void startsWithoutAHome() throws Exception {
    String java = java("jdk", "25").toString();
    Path spate = distribution().resolve("bin/spate");
    Ended ended = run(Map.of("JAVA_HOME", java), "env", "-u", "HOME", spate.toString(), "status");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exitCode()).isZero();
  }

  /// The launcher of a checkout, alone in one.
  private Path checkout() throws IOException {
    Path root = Files.createDirectories(directory.resolve("checkout"));
    Files.createDirectories(root.resolve("deploy"));
    return Files.copy(Path.of("../spate"), root.resolve("spate"));
  }

  @Test
  void saysSoWhereItCannotBuild() throws Exception {
    Path spate = checkout();
    // A file where the directory is to be: not even the superuser can write into that.
    Files.createFile(spate.resolveSibling("deploy/target"));
    Ended ended = run(Map.of(), "bash", spate.toString(), "status");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .matches("spate: cannot build Spate: you may not write to .*/deploy/target\n");
  }

  @Test
  void saysOnceThatItWaitsForAnotherBuild() throws Exception {
    Path spate = checkout();
    Path lock = Files.createDirectories(spate.resolveSibling("deploy/target/building"));
    Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");
    // The other build: two of the launcher's seconds after it has begun to wait.
    String otherBuild =
        """
        for i in $(seq 100); do grep -q waiting "$0/err.txt" && break; sleep 0.1; done
        sleep 2
        mkdir -p checkout/deploy/target/dist/bin
        cp /bin/true checkout/deploy/target/dist/bin/spate
        touch checkout/deploy/target/built
        rm -rf checkout/deploy/target/building
        """;
    Ended ended =
        run(
            Map.of(),
            "sh",
            "-c",
            "cd \"$0\" && { (" + otherBuild + ") & bash checkout/spate status; }",
            directory.toString());
    assertThat(ended.err()).isEqualTo("spate: waiting for another build\n");
    assertThat(ended.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15", "250.1", "24.0.2"})
  void takesNoOtherVersion(String version) throws Exception {
    Path java = java("jdk-" + version, version);
    Ended ended =
        run(
            Map.of("SPATE_JAVA_HOME", java.toString()),
            "sh",
            "-c",
            ". '" + DIST.resolve("find-java") + "'; is_spate_java \"$SPATE_JAVA_HOME\" || echo no");
    assertThat(ended.out()).isEqualTo("no\n");
  }

  @Test
  void saysWhereItLookedWhereThereIsNoJava() throws Exception {
    // A version that nobody has, so that the machine's own Java does not count.
    Path home = distribution();
    Path finder = home.resolve("bin/find-java");
    Files.writeString(
        finder, Files.readString(finder).replace("spate_java_version=25", "spate_java_version=99"));
    Path wrong = java("wrong", "17.0.1");
    Ended ended = run(Map.of("SPATE_JAVA_HOME", wrong.toString()), home + "/bin/spate", "status");
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.err())
        .contains("there is no Java 99 here", wrong.toString(), "/usr/lib/jvm/*", "adoptium.net");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void isCleanForShellcheck() throws Exception {
    boolean there = run(Map.of(), "sh", "-c", "command -v shellcheck").exitCode() == 0;
    if (!there) {
      System.err.println("SKIPPED: shellcheck is not installed; the launchers were not checked");
    }
    assumeTrue(there, "shellcheck is not installed");
    Ended ended =
        run(
            Map.of(),
            "shellcheck",
            "-x",
            "-P",
            DIST + ":..", // where `source=` is relative to
            DIST.resolve("spate").toString(),
            DIST.resolve("find-java").toString(),
            DIST.resolve("train-worker").toString(),
            Path.of("../spate").toAbsolutePath().toString());
    assertThat(ended.out()).isEmpty();
  }
}
