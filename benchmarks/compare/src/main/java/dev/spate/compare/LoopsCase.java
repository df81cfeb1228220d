package dev.spate.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two loops on two processors beside one loop on one. With four processors or more the target has
/// the others to itself, and requests per second are compared. With fewer it shares those of the
/// generator, which says little about the rate; but loops that share nothing get as much out of a
/// second of processor time together as alone, and that is compared instead.
final class LoopsCase implements Case {
  private static final int CONNECTIONS_A_LOOP = 64;
  private static final double GOAL = 1.8;

  @Override
  public String id() {
    return "loops";
  }

  @Override
  public String work() {
    return "two loops on two processors, beside one on one";
  }

  @Override
  public Optional<String> obstacle(Lab lab) {
    return Optional.empty();
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    boolean apart = lab.processors().all().size() >= 4;
    List<Throughput> one = new ArrayList<>();
    List<Throughput> two = new ArrayList<>();
    for (int round = 0; round < lab.options().rounds(); round++) {
      one.add(run(lab, 1));
      two.add(run(lab, 2));
    }
    return apart
        ? List.of(row("per second", Unit.REQUESTS_PER_SECOND, rates(two), rates(one), GOAL))
        : List.of(
            row(
                "per CPU-second (the target shares the processors)",
                Unit.REQUESTS_PER_CPU_SECOND,
                ThroughputCase.samples(two, Throughput::perCpuSecond),
                ThroughputCase.samples(one, Throughput::perCpuSecond),
                GOAL / 2));
  }

  private static Samples rates(List<Throughput> rounds) {
    return ThroughputCase.samples(rounds, Throughput::perSecond);
  }

  private Finding row(String measure, Unit unit, Samples two, Samples one, double goal) {
    return Finding.Row.of(work(), measure, unit, two)
        .beside("one loop", one)
        .with(Goal.ratioAtLeast(goal));
  }

  /// One worker at a time, a new one each time: there is no other way to give it other loops.
  private static Throughput run(Lab lab, int loops) throws IOException, InterruptedException {
    int connections = loops * CONNECTIONS_A_LOOP;
    Cluster.Worker worker =
        lab.cluster()
            .worker(
                new Cluster.Setup(
                    lab.processors().first(loops),
                    List.of("--loops", Integer.toString(loops)),
                    ""));
    return lab.throughput(
        worker,
        new Plan(
            lab.url(Server.HTTP1),
            "connections: { perWorker: " + connections + " }",
            "users: " + connections,
            lab.options().warmupSeconds(),
            lab.options().seconds()));
  }
}
