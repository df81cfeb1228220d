package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpateTest {
  private @TempDir Path directory = Path.of("");
  private FakeWorld world = new FakeWorld(directory);

  @BeforeEach
  void createTheWorld() {
    world = new FakeWorld(directory);
  }

  @Test
  void itsHelpFitsOneScreen() {
    assertThat(world.run("--help")).isZero();
    assertThat(world.out().lines()).hasSizeLessThanOrEqualTo(24);
    assertThat(world.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(world.out()).contains("demo", "coordinator", "Exit codes");
    assertThat(world.err()).isEmpty();
  }

  @Test
  void showsItsHelpWithoutACommand() {
    assertThat(world.run()).isZero();
    assertThat(world.out()).contains("Usage: spate COMMAND");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "quick",
        "new",
        "validate",
        "import",
        "schema",
        "status",
        "stop",
        "report",
        "compare",
        "runs",
        "target",
        "demo",
        "coordinator",
        "worker"
      })
  void theHelpOfEachCommandHasAnExample(String command) {
    assertThat(world.run(command, "--help")).isZero();
    assertThat(world.out()).contains("Usage: spate " + command, "Example:\n  spate " + command);
    assertThat(world.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void saysWhichCommandThereIsNot() {
    assertThat(world.run("validat")).isEqualTo(104);
    assertThat(world.err())
        .isEqualTo(
            "spate: there is no command validat\nDid you mean validate?\nSee spate --help.\n");
    assertThat(world.out()).isEmpty();
  }

  @Test
  void saysWhichOptionThereIsNot() {
    assertThat(world.run("run", "plan.yaml", "--worker", "3")).isEqualTo(104);
    assertThat(world.err())
        .contains("there is no option --worker", "--workers", "spate run --help");
    assertThat(world.err()).doesNotContain("Exception");
  }

  @Test
  void saysWhichArgumentIsMissing() {
    assertThat(world.run("worker")).isEqualTo(104);
    assertThat(world.err()).contains("--join=HOST:PORT", "spate worker --help");
  }

  @Test
  void refusesALogLevelThatThereIsNot() {
    assertThat(world.run("status", "--log-level", "loud")).isEqualTo(104);
    assertThat(world.err()).contains("no log level 'loud'", "error, warn, info, debug, trace");
  }

  @Test
  void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Files.writeString(
        directory.resolve("spate.conf"),
        "worker.loops = 2\nweight = 3\nid = from-file\nallow-targets=10.0.0.0/8\n");
    world.environment.put("SPATE_CONFIG", "spate.conf");
    world.environment.put("SPATE_WEIGHT", "4");
    world.environment.put("SPATE_ID", "from-environment");
    assertThat(world.run("worker", "--join", "h:1", "--id", "flag", "--show-config")).isZero();
    assertThat(world.out())
        .containsPattern("id +flag +\\(command line\\)")
        .containsPattern("weight +4 +\\(SPATE_WEIGHT\\)")
        .containsPattern("loops +2 +\\(spate.conf\\)")
        .containsPattern("port +0 +\\(default\\)");
  }

  @Test
  void theConfigurationIsShownWithoutItsSecrets() {
    world.environment.put("SPATE_OTLP_HEADER", "authorization: Bearer hidden-1");
    String[] line = {
      "quick",
      "http://shop.example/",
      "--show-config",
      "--header",
      "authorization: Bearer hidden-2",
      "--webhook",
      "https://hooks.example/hidden-3",
      "--webhook-header",
      "x-key: hidden-4",
      "--otlp",
      "https://otlp.example/hidden-5"
    };
    assertThat(world.run(line)).as(world.err()).isZero();
    assertThat(world.out())
        .doesNotContain("hidden-")
        .containsPattern("otlp-header +\\*+ +\\(SPATE_OTLP_HEADER\\)")
        .containsPattern("webhook +\\*+ +\\(command line\\)");
    assertThat(world.run("run", "plan.yaml", "-e", "TOKEN=hidden-6", "--show-config")).isZero();
    assertThat(world.out()).doesNotContain("hidden-").containsPattern("webhook +\\(default\\)");
  }

  @Test
  void theEnvironmentAloneIsEnoughForAService() {
    world.environment.put("SPATE_JOIN", "10.0.0.5:7071");
    world.environment.put("SPATE_INSECURE_LISTEN", "true");
    world.environment.put("SPATE_ALLOW_TARGETS", "*.shop.example,10.0.0.0/8");
    assertThat(world.run("worker", "--show-config")).as(world.err()).isZero();
    assertThat(world.out())
        .containsPattern("join +\\[10.0.0.5:7071\\] +\\(SPATE_JOIN\\)")
        .containsPattern("insecure-listen +true +\\(SPATE_INSECURE_LISTEN\\)")
        .containsPattern(
            "allow-targets +\\[\\*.shop.example, 10.0.0.0/8] +\\(SPATE_ALLOW_TARGETS\\)");
  }

  @Test
  void showsStackTracesWhereTheEnvironmentAsksForThem() {
    world.environment.put("SPATE_DEBUG", "true");
    assertThat(world.run("report", "none")).isEqualTo(104);
    assertThat(world.err()).contains("\tat dev.spate.cli", "there is no run at none");
  }

  @Test
  void refusesAConfigurationWithAKeyThatIsNoOption() throws IOException {
    Files.writeString(directory.resolve("spate.conf"), "wieght = 3\n");
    assertThat(world.run("status", "--config", "spate.conf")).isEqualTo(104);
    assertThat(world.err()).contains("no option: wieght");
  }

  @Test
  void refusesAConfigurationThatIsNotThere() {
    assertThat(world.run("status", "--config=none.conf")).isEqualTo(104);
    assertThat(world.err()).contains("cannot read the configuration", "none.conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"coordinator", "target"})
  void listensBeyondLoopbackOnlyWhenToldThatThisIsInsecure(String command) {
    assertThat(world.run(command, "--bind", "0.0.0.0")).isEqualTo(104);
    assertThat(world.err()).contains("can be reached from other machines", "--insecure-listen");
  }

  @Test
  void refusesAWorkerWhoseTargetsAreNeitherPatternsNorRanges() {
    assertThat(world.run("worker", "--join", "h:1", "--allow-targets", "10.0.0.0/99"))
        .isEqualTo(104);
    assertThat(world.err()).contains("10.0.0.0/99").doesNotContain("Exception");
  }

  @Test
  void refusesATargetThatCannotBe() {
    assertThat(world.run("target", "--stall", "1s")).isEqualTo(104);
    assertThat(world.err()).contains("does not say when", "--stall-every");
    assertThat(new FakeWorld(directory).run("target", "--delay", "5")).isEqualTo(104);
  }

  @Test
  void saysWhichTransportAndWhichIdlingThereIsNot() {
    assertThat(world.run("worker", "--join", "h:1", "--transport", "kqueue")).isEqualTo(104);
    assertThat(world.err()).contains("io_uring, epoll, nio, not 'kqueue'");
    assertThat(world.run("quick", "http://127.0.0.1:1/", "--idle", "nap")).isEqualTo(104);
    assertThat(world.err()).contains("sleep, hybrid, spin, not 'nap'");
  }
}
