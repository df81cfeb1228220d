package dev.spate.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A worker that has joined and waits: how soon it is ready, and its memory. It may use every
/// processor. The first start is not counted; it may have to prepare what later ones use.
final class RestCase implements Case {
  private static final double MOST_SECONDS = 2;
  private static final double MOST_MEGABYTES = 200;

  @Override
  public String id() {
    return "rest";
  }

  @Override
  public String work() {
    return "a worker at rest";
  }

  @Override
  public Optional<String> obstacle(Lab lab) {
    return Optional.empty();
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    Cluster.Setup setup =
        new Cluster.Setup(lab.processors().everywhere(), List.of("--loops", "1"), "");
    List<Double> seconds = new ArrayList<>();
    List<Double> megabytes = new ArrayList<>();
    if (!lab.options().smoke()) {
      lab.cluster().startWorker(setup);
    }
    for (int round = 0; round < lab.options().rounds(); round++) {
      Cluster.Worker worker = lab.cluster().startWorker(setup);
      seconds.add(worker.startSeconds());
      TimeUnit.SECONDS.sleep(lab.options().seconds());
      megabytes.add(ProcFiles.residentMegabytes(worker.pid()));
    }
    return List.of(
        Finding.Row.of(work(), "from start to ready", Unit.SECONDS, new Samples(seconds))
            .with(Goal.atMost(MOST_SECONDS)),
        Finding.Row.of(work(), "resident memory", Unit.MEGABYTES, new Samples(megabytes))
            .with(Goal.atMost(MOST_MEGABYTES)));
  }
}
