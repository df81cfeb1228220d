package dev.spate.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Measures Spate beside its peers, case by case, and prints a table. Goals that are missed are no
/// failure, a case that breaks is.
public final class Benchmark {
  private static final int BROKEN = 1;
  private static final int WRONG_ARGUMENTS = 2;

  private final Options options;

  private Benchmark(Options options) {
    this.options = options;
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println("benchmarks/run: " + wrong.getMessage() + "\n" + Options.USAGE);
      System.exit(WRONG_ARGUMENTS);
      return;
    }
    System.exit(new Benchmark(options).run() ? 0 : BROKEN);
  }

  /// In an order in which few of them need another worker than the one before.
  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(ThroughputCase.all());
    cases.add(new FlowCase());
    cases.add(new BeforeCase());
    cases.addAll(PunctualityCase.all());
    cases.add(new AllocationCase()); // after it, no more is measured of a worker with a recorder
    cases.add(new ConnectionsCase());
    cases.add(new LoopsCase());
    cases.add(new RestCase());
    return cases;
  }

  /// @return whether nothing broke
  private boolean run() throws IOException, InterruptedException {
    List<Case> wanted = cases().stream().filter(this::wants).toList();
    if (wanted.isEmpty()) {
      System.err.println(
          "benchmarks/run: no such case; there are "
              + String.join(", ", cases().stream().map(Case::id).toList()));
      return false;
    }
    Processors processors = Processors.ofThisProcess();
    try (Processes processes = new Processes()) {
      keepOff(processors, processes);
      long startNs = System.nanoTime();
      double stolen = ProcFiles.stolenSeconds();
      Machine machine = Machine.describe(options, processors, processes);
      List<Finding> findings = measure(wanted, processors, processes);
      Machine after =
          machine.after(ProcFiles.stolenSeconds() - stolen, (System.nanoTime() - startNs) / 1e9);
      System.out.print(new Table(options.markdown()).show(after, options, findings));
      options.json().ifPresent(file -> JsonResults.write(file, after, options, findings));
      return findings.stream().noneMatch(Finding.Failed.class::isInstance);
    }
  }

  /// A smoke test is for what differs in its code path, unless it is told what to do.
  private boolean wants(Case one) {
    boolean spared = options.smoke() && options.only().isEmpty() && one.coveredByOthers();
    return options.wants(one.id()) && !spared;
  }

  /// Leaves the generators' processor to them.
  private static void keepOff(Processors processors, Processes processes)
      throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    processes.run(processors.everywhere(), "taskset", "-apc", processors.without(1), self);
  }

  private List<Finding> measure(List<Case> cases, Processors processors, Processes processes)
      throws IOException, InterruptedException {
    Certificate certificate = Certificate.create(processes, processors.target());
    CheapTarget.Running cheap = CheapTarget.start(processes, processors.target());
    Nginx nginx = Nginx.start(processes, processors.target(), certificate);
    List<Finding> findings = new ArrayList<>();
    try (Cluster cluster = new Cluster(processes, options.program(), processors.target())) {
      Lab lab = new Lab(options, processors, processes, cheap, nginx, cluster);
      for (Case one : cases) {
        System.err.println(one.id() + ": " + one.work());
        findings.addAll(findings(one, lab));
      }
    }
    return findings;
  }

  private static List<? extends Finding> findings(Case one, Lab lab) throws InterruptedException {
    try {
      Optional<String> obstacle = one.obstacle(lab);
      if (obstacle.isPresent()) {
        Lab.tell("SKIPPED: " + obstacle.get());
        return List.of(new Finding.Skipped(one.work(), obstacle.get()));
      }
      return one.measure(lab);
    } catch (IOException | RuntimeException failure) {
      if (lab.processes().interrupted()) {
        throw new InterruptedException();
      }
      if (lab.options().debug()) {
        failure.printStackTrace();
      }
      String reason = Objects.requireNonNullElseGet(failure.getMessage(), failure::toString);
      return List.of(new Finding.Failed(one.work(), reason));
    }
  }
}
