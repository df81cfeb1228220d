package dev.spate.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the plan language costs: a flow of three steps, in which the second sends what was captured
/// from the first's answer and the third's answer is checked, beside three plain requests. The two
/// take turns on one worker.
final class FlowCase implements Case {
  private static final int CONNECTIONS = 64;

  private static final String PLAIN = String.join(", ", Plan.GET, Plan.GET, Plan.GET);

  /// The target says `Hello, world!` to everybody.
  private static final String STEPS =
      String.join(
          ", ",
          "{ get: /, name: first, capture: { whom: { regex: '(\\w+)!' } } }",
          "{ get: '/?whom=${whom}', name: second }",
          "{ get: /, name: third, check: { body: { contains: world } } }");

  /// At most 1.5 times the processor time.
  private static final Goal GOAL = Goal.ratioAtLeast(1 / 1.5);

  @Override
  public String id() {
    return "flow";
  }

  @Override
  public String work() {
    return "HTTP/1.1, 64 connections, a flow of 3 steps with a capture and a check";
  }

  @Override
  public Optional<String> obstacle(Lab lab) throws IOException, InterruptedException {
    return lab.refusal(plan(lab, STEPS));
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    Cluster.Worker worker = lab.cluster().worker(lab.oneLoop(List.of()));
    if (!lab.options().smoke()) {
      for (String flow : List.of(PLAIN, STEPS)) {
        var _ =
            lab.throughput(
                worker,
                plan(lab, flow).lasting(ThroughputCase.COMPILING_SECONDS, lab.options().seconds()));
      }
    }
    List<Throughput> steps = new ArrayList<>();
    List<Throughput> plain = new ArrayList<>();
    for (int round = 0; round < lab.options().rounds(); round++) {
      plain.add(lab.throughput(worker, plan(lab, PLAIN)));
      steps.add(lab.throughput(worker, plan(lab, STEPS)));
      Lab.tell(
          String.format(
              Locale.ROOT,
              "flow: plain %,.0f, with capture and check %,.0f requests per CPU-second",
              plain.getLast().perCpuSecond(),
              steps.getLast().perCpuSecond()));
    }
    return List.of(
        Finding.Row.of(
                work(),
                "per CPU-second",
                Unit.REQUESTS_PER_CPU_SECOND,
                ThroughputCase.samples(steps, Throughput::perCpuSecond))
            .beside(
                "three plain requests", ThroughputCase.samples(plain, Throughput::perCpuSecond))
            .with(GOAL));
  }

  private static Plan plan(Lab lab, String flow) {
    return new Plan(
        lab.url(Server.HTTP1),
        "protocol: http1, connections: { perWorker: " + CONNECTIONS + " }",
        "users: " + CONNECTIONS,
        lab.options().warmupSeconds(),
        lab.options().seconds(),
        flow);
  }
}
