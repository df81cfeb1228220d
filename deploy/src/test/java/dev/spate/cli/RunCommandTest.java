package dev.spate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spate.node.LocalClusterSettings;
import dev.spate.node.WorkerTuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {
  private static final String PLAN =
      """
      name: shop
      target: http://127.0.0.1:8080
      seed: 1
      phases:
        - { name: steady, arrivalRate: 20/s, duration: 5s }
      scenarios:
        browse:
          flow:
            - get: /
      """;

  private @TempDir Path directory = Path.of("");
  private final FakeCoordinator coordinator = new FakeCoordinator();
  private FakeWorld world = new FakeWorld(directory);

  @BeforeEach
  void createTheWorld() throws IOException {
    world = new FakeWorld(directory).with(coordinator);
    Files.writeString(directory.resolve("plan.yaml"), PLAN);
  }

  @AfterEach
  void stopTheCoordinator() {
    coordinator.close();
  }

  @Test
  void sendsValuesOfVariablesAndWhatThePlanAsksOfTheEnvironment() throws IOException {
    String plan =
        PLAN.replace("seed: 1", "variables: { a: 1 }")
            .replace("get: /", "get: '/${a}/${env(\"KEY\")}'");
    Files.writeString(directory.resolve("plan.yaml"), plan);
    world.environment.put("KEY", "k&");
    world.environment.put("OTHER", "o");
    int exit = world.run("run", "plan.yaml", "-e", "a=b c", "--format", "json");
    assertThat(world.err()).startsWith("Run run-1");
    assertThat(exit).isZero();
    assertThat(coordinator.given).containsExactly("a=b%20c", "KEY=k%26");
    assertThat(coordinator.plans).containsExactly(plan);
  }

  @Test
  void sendsTheFilesOfAPlanAlong() throws IOException {
    String plan =
        PLAN.replace("seed: 1", "feeders: { f: { file: d.csv } }").replace("get: /", "get: '/'");
    Files.writeString(directory.resolve("plan.yaml"), plan);
    Files.writeString(directory.resolve("d.csv"), "a\n\u00fc\n");
    assertThat(world.run("run", "plan.yaml", "--format", "json")).isZero();
    assertThat(coordinator.plans.getFirst())
        .startsWith("{\"plan\":\"")
        .endsWith("\"files\":{\"d.csv\":\"a\\n\u00fc\\n\"}}");
  }

  @Test
  void sendsFilesThatAreNoTextsAlong() throws IOException {
    Files.writeString(
        directory.resolve("plan.yaml"), PLAN.replace("get: /", "{ put: /, bodyFile: me.png }"));
    Files.write(directory.resolve("me.png"), new byte[] {-1, 0, 7});
    assertThat(world.run("run", "plan.yaml", "--format", "json")).isZero();
    assertThat(coordinator.plans.getFirst())
        .endsWith("\"files\":{\"me.png\":{\"base64\":\"/wAH\"}}}");
  }

  @Test
  void runsAPlanHereAndLeavesItsFilesWhereTheyWereWritten() {
    int exit = world.run("run", "plan.yaml", "--format", "json", "--tag", "build=7 b");
    assertThat(world.err()).isEqualTo("Run run-1\nFiles: ./results/run-1\n");
    assertThat(exit).isZero();
    assertThat(world.out()).isEqualTo("{\"format\":\"spate-report/1\"}\n");
    assertThat(directory.resolve("results/run-1/plan.yaml")).exists();
    assertThat(world.clustersStarted)
        .containsExactly(
            new LocalClusterSettings(
                0, directory.resolve("results"), List.of(), WorkerTuning.AUTO, "warn", null));
    assertThat(world.clustersEnded).containsExactly("closed");
    assertThat(coordinator.plans).containsExactly(PLAN);
    assertThat(coordinator.requests.getFirst()).endsWith("?tag=build%3D7%20b");
  }

  @ParameterizedTest
  @CsvSource({
    "--sample-errors, 3",
    "--sample-errors=7, 7",
    "--sample-errors=0, 0",
  })
  void saysHowManyErrorsAreSampled(String option, int number) {
    for (String[] args :
        new String[][] {
          {"run", "plan.yaml", option, "-q", "--format", "json"},
          {"run", option, "plan.yaml", "-q", "--format", "json"},
          {"quick", "http://127.0.0.1:8080/", option, "-q", "--format", "json"},
        }) {
      coordinator.requests.clear();
      assertThat(world.run(args)).as(world.err()).isZero();
      assertThat(coordinator.requests.getFirst())
          .isEqualTo("POST /api/v1/runs?sampleErrors=" + number);
    }
  }

  @Test
  void refusesMoreSamplesThanAreKept() {
    assertThat(world.run("run", "plan.yaml", "--sample-errors=11")).isEqualTo(104);
    assertThat(world.err()).contains("--sample-errors is 0 to 10");
    assertThat(world.clustersStarted).isEmpty();
  }

  @Test
  void putsTheFilesWhereItIsTold() {
    assertThat(world.run("run", "plan.yaml", "--format", "json", "-o", "out/here", "-q")).isZero();
    assertThat(directory.resolve("out/here")).isDirectoryNotContaining("glob:**/.run");
    assertThat(directory.resolve("out/here/report.json")).exists();
    assertThat(world.err()).isEmpty();
  }

  @Test
  void startsAsManyWorkerProcessesAsItIsTold() {
    assertThat(world.run("run", "plan.yaml", "--format", "json", "--workers", "3")).isZero();
    assertThat(world.clustersStarted.getFirst().workerProcesses()).isEqualTo(3);
  }

  @Test
  void fetchesTheFilesOfARunElsewhereAndStartsNothing() {
    int exit =
        world.run("run", "plan.yaml", "--format", "json", "--cluster", coordinator.address());
    assertThat(exit).isZero();
    assertThat(world.clustersStarted).isEmpty();
    assertThat(directory.resolve("results/run-1/report.json")).exists();
    assertThat(directory.resolve("results/run-1/plan.yaml")).hasContent("name: x\n");
  }

  @Test
  void asksTheNextCoordinatorWhereNobodyAnswers() {
    String both = "127.0.0.1:1," + coordinator.address();
    assertThat(world.run("run", "plan.yaml", "--format", "json", "--cluster", both)).isZero();
    assertThat(world.run("status", "--cluster", both)).isZero();
    assertThat(world.out()).contains("1 worker");
  }

  @ParameterizedTest
  @CsvSource({"FAILED, 99", "INCONCLUSIVE, 121", "PASSED, 0", "INCONCLUSIVE, 123"})
  void exitsWithTheVerdictsCode(String verdict, int code) {
    coordinator.eventStreams = List.of(FakeCoordinator.finished(verdict, code));
    assertThat(world.run("run", "plan.yaml", "--format", "json")).isEqualTo(code);
  }

  @Test
  void showsEveryProblemOfAPlanAndStartsNothing() throws IOException {
    Files.writeString(
        directory.resolve("wrong.yaml"), PLAN.replace("arrivalRate", "arivalRate") + "sed: 1\n");
    assertThat(world.run("run", "wrong.yaml")).isEqualTo(104);
    assertThat(world.err())
        .contains("wrong.yaml:5:", "arrivalRate", "wrong.yaml:10:1", "seed", "nothing was sent")
        .doesNotContain("Exception");
    assertThat(world.out()).isEmpty();
    assertThat(world.clustersStarted).isEmpty();
  }

  @Test
  void showsTheProblemsThatOnlyTheCoordinatorFinds() {
    coordinator.submissionStatus = 400;
    coordinator.submissionAnswer =
        "{\"problems\":[{\"line\":5,\"column\":7,\"path\":\"phases[0]\","
            + "\"message\":\"too new for this coordinator\",\"suggestion\":\"\"}]}";
    assertThat(world.run("run", "plan.yaml")).isEqualTo(104);
    assertThat(world.err()).contains("plan.yaml:5:7: phases[0]: too new for this coordinator");
    assertThat(world.clustersEnded).containsExactly("closed");
  }

  @Test
  void saysSoWhereTheCoordinatorIsBusy() {
    coordinator.submissionStatus = 409;
    coordinator.submissionAnswer = "{\"error\":\"run-0 is active\"}";
    assertThat(world.run("run", "plan.yaml", "--cluster", coordinator.address())).isEqualTo(1);
    assertThat(world.err()).contains("refused the run: run-0 is active", "spate stop");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 415, 500})
  void saysWhatTheCoordinatorSaysOfItsRefusal(int status) {
    coordinator.submissionStatus = status;
    coordinator.submissionAnswer = "{\"error\":\"a tag is key=value\"}";
    assertThat(world.run("run", "plan.yaml", "--cluster", coordinator.address())).isEqualTo(1);
    assertThat(world.err())
        .isEqualTo(
            "spate: the coordinator answered %d to POST /api/v1/runs: a tag is key=value\n"
                .formatted(status));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsNothingForFilesThatHaveNowhereToGo(boolean elsewhere) throws IOException {
    Files.createFile(directory.resolve("taken"));
    List<String> arguments = new ArrayList<>(List.of("run", "plan.yaml", "-o", "taken/here"));
    if (elsewhere) {
      arguments.addAll(List.of("--cluster", coordinator.address()));
    }
    assertThat(world.run(arguments.toArray(String[]::new))).isEqualTo(104);
    assertThat(world.err())
        .contains("cannot write into", "taken/here", "Nothing was sent")
        .doesNotContain("defect");
    assertThat(coordinator.requests).isEmpty();
    assertThat(world.clustersStarted).isEmpty();
  }

  @Test
  void leavesNoHalfFileWhereTheCoordinatorDoesNotHandItOut() {
    coordinator.fileStatus = 500;
    coordinator.files.put("plan.yaml", "{\"error\":\"the disk is gone\"}");
    assertThat(world.run("run", "plan.yaml", "--cluster", coordinator.address(), "-o", "out"))
        .isEqualTo(1);
    assertThat(world.err()).contains("answered 500", "/files/plan.yaml: the disk is gone");
    assertThat(directory.resolve("out")).isEmptyDirectory();
  }

  @Test
  void leavesTheJournalOfARunThatWasKilledWhereItIs() throws IOException {
    Path killed = Files.createDirectories(directory.resolve("out/.run/run-0"));
    Files.createFile(killed.resolve("journal.pb"));
    assertThat(world.run("run", "plan.yaml", "--format", "json", "-o", "out")).isZero();
    assertThat(killed.resolve("journal.pb")).exists();
    assertThat(directory.resolve("out/.run/run-1")).doesNotExist();
    assertThat(directory.resolve("out/report.json")).exists();
  }

  @Test
  void saysWhyThereIsNoReportAndHowToGetOne() {
    coordinator.files.remove("report.json");
    coordinator.files.put("journal.pb", "");
    coordinator.eventStreams =
        List.of(
            "event: finished\ndata: {\"verdict\":\"INCONCLUSIVE\",\"exitCode\":123,"
                + "\"problem\":\"no space left\"}\n\n");
    assertThat(world.run("run", "plan.yaml")).isEqualTo(1);
    assertThat(world.err())
        .contains("there is no report of it: no space left", "report ./results/run-1 --rebuild");
  }

  @Test
  void doesNotTakeAnOldReportForThatOfARunThatHasNone() throws IOException {
    Files.createDirectories(directory.resolve("out"));
    Files.writeString(directory.resolve("out/report.json"), "{\"format\":\"spate-report/1\"}");
    coordinator.files.remove("report.json");
    coordinator.eventStreams =
        List.of(
            "event: finished\ndata: {\"verdict\":\"INCONCLUSIVE\",\"exitCode\":123,"
                + "\"problem\":\"no space left\"}\n\n");
    assertThat(world.run("run", "plan.yaml", "-o", "out", "--format", "json")).isEqualTo(1);
    assertThat(world.err()).contains("there is no report of it: no space left");
    assertThat(world.out()).isEmpty();
  }

  @Test
  void expectsWorkersOnlyOfACluster() {
    assertThat(world.run("run", "plan.yaml", "--expect-workers", "3")).isEqualTo(104);
    assertThat(world.err()).contains("without --cluster there is none", "--workers N");
    assertThat(world.clustersStarted).isEmpty();
  }

  @Test
  void saysSoWhereThereIsNoCoordinator() {
    String address = coordinator.address();
    coordinator.close();
    assertThat(world.run("run", "plan.yaml", "--cluster", address)).isEqualTo(1);
    assertThat(world.err()).isEqualTo("spate: there is no coordinator at http://" + address + "\n");
  }

  @Test
  void saysSoWhereThereIsNoPlan() {
    assertThat(world.run("run", "none.yaml")).isEqualTo(104);
    assertThat(world.err()).contains("there is no file none.yaml");
  }

  @Test
  void followsTheRunAgainWhereTheStreamBreaks() {
    coordinator.eventStreams =
        List.of(
            "event: slot\nid: 4\ndata: {}\n\n",
            FakeCoordinator.progress("steady", 2, 5) + FakeCoordinator.finished("PASSED", 0));
    assertThat(world.run("run", "plan.yaml", "--format", "json")).isZero();
    assertThat(coordinator.requests.stream().filter(r -> r.endsWith("/events"))).hasSize(2);
    assertThat(world.err())
        .containsOnlyOnce("spate: lost the coordinator")
        .containsOnlyOnce("spate: the coordinator is there again")
        .contains("looking for it for 60 s");
  }

  @Test
  void printsALineEveryTenSecondsWhereThereIsNoTerminal() {
    StringBuilder stream = new StringBuilder();
    for (int second = 1; second <= 25; second++) {
      stream.append(FakeCoordinator.progress("steady", second, 25));
    }
    coordinator.eventStreams = List.of(stream + FakeCoordinator.finished("PASSED", 0));
    assertThat(world.run("run", "plan.yaml", "--format", "json")).isZero();
    assertThat(world.err().lines().filter(line -> line.contains("steady")))
        .containsExactly(
            "0:10 of 0:25 steady: 498/s of 500/s offered, 499/s requests, p50 2.12 ms,"
                + " p99 12.5 ms, 5/s failed, 3 in flight",
            "0:20 of 0:25 steady: 498/s of 500/s offered, 499/s requests, p50 2.12 ms,"
                + " p99 12.5 ms, 5/s failed, 3 in flight");
  }

  @Test
  void rewritesItsLinesOnATerminal() {
    world.columns = 100;
    coordinator.eventStreams =
        List.of(
            FakeCoordinator.progress("steady", 10, 20)
                + FakeCoordinator.progress("steady", 11, 20)
                    .replace("\"message\"", "\"errors\":{\"timeout\":2,\"check\":7},\"message\"")
                + FakeCoordinator.finished("PASSED", 0));
    assertThat(world.run("run", "plan.yaml", "--format", "json", "--no-color")).isZero();
    assertThat(world.err())
        .startsWith(
            """
            Run run-1
            <[==========          ]  50% 0:10 left  steady
              planned 500/s  offered 498/s  requests 499/s  failed 1.00 %
              p50 2.12 ms  p99 12.5 ms  in flight 3  workers 2
              p99 ▁ 12.5 ms to 12.5 ms>\r^3A^J<[===========         ]  55% 0:09 left  steady
              planned 500/s  offered 498/s  requests 499/s  failed 1.00 %
              p50 2.12 ms  p99 12.5 ms  in flight 3  workers 2
              p99 ▁▁ 12.5 ms to 12.5 ms
              errors check 7  timeout 2>\r^4A^J\
            """
                .replace("<", "\u001b[?7l")
                .replace(">", "\u001b[?7h")
                .replace("^", "\u001b["));
  }

  @Test
  void colorsOnlyWhereTheyAreWelcome() {
    world.columns = 100;
    coordinator.eventStreams =
        List.of(
            FakeCoordinator.progress("steady", 11, 20)
                    .replace("\"message\"", "\"errors\":{\"timeout\":2},\"message\"")
                + FakeCoordinator.finished("PASSED", 0));
    world.run("run", "plan.yaml", "--format", "json");
    assertThat(world.err()).contains("\u001b[31m  errors timeout 2\u001b[0m");
  }

  @Test
  void ctrlCStopsTheLoadAndStillReports() {
    CountDownLatch stopped = new CountDownLatch(1);
    coordinator.onEvents =
        () -> {
          world.interrupt();
          await().until(() -> coordinator.requests.contains("DELETE /api/v1/runs/run-1"));
          stopped.countDown();
        };
    assertThat(world.run("run", "plan.yaml", "--format", "json")).isEqualTo(105);
    assertThat(stopped.getCount()).isZero();
    assertThat(world.err()).contains("Stopping; the report follows.");
    assertThat(world.out()).contains("spate-report/1");
    assertThat(world.quits).isEmpty();
  }

  @Test
  void ctrlCTwiceQuitsAtOnceAndTakesItsProcessesAlong() {
    coordinator.onEvents =
        () -> {
          world.interrupt();
          world.interrupt();
        };
    world.run("run", "plan.yaml", "--format", "json", "--workers", "2");
    assertThat(world.quits).containsExactly(130);
    assertThat(world.clustersEnded).first().isEqualTo("killed");
  }

  @Test
  void quickRunsThePlanThatItPrints() {
    assertThat(world.run("quick", "127.0.0.1:8080/a?b=c", "-r", "500", "-d", "3s", "--print-plan"))
        .isZero();
    String plan = world.out();
    assertThat(plan).contains("arrivalRate: 500/s", "duration: 3s", "/a?b=c");
    assertThat(
            world.run("quick", "127.0.0.1:8080/a?b=c", "-r", "500", "-d", "3s", "--format", "json"))
        .isZero();
    assertThat(coordinator.plans).containsExactly(plan);
  }

  @Test
  void quickRefusesUsersWithARate() {
    assertThat(world.run("quick", "127.0.0.1:1", "-u", "5", "-r", "10")).isEqualTo(104);
    assertThat(world.err()).contains("Use either -u, or -r.");
  }

  @Test
  void statusShowsWorkersAndRuns() {
    assertThat(world.run("status", "--cluster", coordinator.address())).isZero();
    assertThat(world.out())
        .contains("1 worker\n")
        .containsPattern("w1 +h1 +4 cores +weight 2 +0.1.0 epoll +idle\n")
        .containsPattern("run-1 +shop +finished +2026-11-22T10:15:00Z FAILED \\(99\\)\n");
  }

  @Test
  void stopStopsARun() {
    assertThat(world.run("stop", "run-1", "--cluster", coordinator.address())).isZero();
    assertThat(coordinator.requests).containsExactly("DELETE /api/v1/runs/run-1");
  }

  @Test
  void stopSaysWhichRunThereIsNot() {
    assertThat(world.run("stop", "run-9", "--cluster", coordinator.address())).isEqualTo(1);
    assertThat(world.err()).contains("knows no run run-9");
  }

  @Test
  void reportShowsARunAgain() {
    coordinator.writeInto(directory.resolve("results"));
    assertThat(world.run("report", "run-1", "--format", "json")).isZero();
    assertThat(world.out()).isEqualTo("{\"format\":\"spate-report/1\"}\n");
  }

  @Test
  void reportSaysWhichRunThereIsNot() {
    assertThat(world.run("report", "run-9")).isEqualTo(104);
    assertThat(world.err()).contains("there is no run at run-9");
  }

  @Test
  void validateSaysWhatAPlanWillDo() {
    assertThat(world.run("validate", "plan.yaml")).isZero();
    assertThat(world.out()).contains("shop", "steady  20/s", "100 arrivals");
  }

  @Test
  void theExampleOfTheDemoIsThePlanOfTheDemo() throws IOException {
    String example = Files.readString(Path.of("examples/demo.yaml"));
    assertThat(example).isEqualTo(DemoCommand.planText());
    Files.writeString(directory.resolve("demo.yaml"), example);
    assertThat(world.run("validate", "demo.yaml")).as(world.err()).isZero();
  }
}
