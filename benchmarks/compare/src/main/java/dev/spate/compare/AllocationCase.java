package dev.spate.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What a request costs in garbage at full speed, and how often it has to be collected. A Flight
/// Recorder in the worker notes what each thread has allocated, once a second, and nothing else.
final class AllocationCase implements Case {
  private static final int SECONDS = 60;
  private static final int CONNECTIONS = 64;

  @Override
  public String id() {
    return "allocation";
  }

  @Override
  public String work() {
    return "HTTP/1.1 at full speed, one loop, a long run";
  }

  @Override
  public Optional<String> obstacle(Lab lab) {
    return Optional.empty();
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    int warmup = lab.options().smoke() ? 2 : 10;
    int seconds = lab.options().smoke() ? 3 : SECONDS;
    Plan plan =
        new Plan(
            lab.url(Server.HTTP1),
            "connections: { perWorker: " + CONNECTIONS + " }",
            "users: " + CONNECTIONS,
            warmup,
            seconds);
    Cluster.Worker worker = lab.cluster().worker(lab.oneLoop(List.of()));
    Jcmd jvm = new Jcmd(lab.processes(), lab.processors().target(), worker.pid());
    Path file = lab.processes().directory().resolve("allocation.jfr");
    Path settings = lab.processes().directory().resolve("allocation.jfc");
    Files.writeString(settings, AllocationRecord.SETTINGS);
    jvm.run("JFR.start", "name=allocation", "settings=" + settings, "filename=" + file);
    Report report = lab.cluster().run(plan);
    // Once more after the end, so that its last second has an event behind it, too.
    TimeUnit.SECONDS.sleep(1);
    jvm.run("JFR.stop", "name=allocation");
    AllocationRecord record =
        AllocationRecord.read(
            file, report.startMs() + warmup * 1_000L, report.startMs() + plan.endSecond() * 1_000L);
    return findings(record, report.requests(warmup, plan.endSecond()) / seconds);
  }

  private List<Finding> findings(AllocationRecord record, double perSecond) {
    double requests = perSecond * record.seconds();
    return List.of(
        Finding.Row.of(
                work(), "allocated a request, loop", Unit.BYTES, bytes(record.loop(), requests))
            .with(Goal.atMost(1)),
        Finding.Row.of(
            work(), "allocated a request, whole worker", Unit.BYTES, bytes(record.all(), requests)),
        Finding.Row.of(work(), "collections", Unit.COUNT, Samples.of((double) record.collections()))
            .with(Goal.atMost(0)),
        Finding.Row.of(work(), "per second", Unit.REQUESTS_PER_SECOND, Samples.of(perSecond)));
  }

  private static Samples bytes(long allocated, double requests) {
    return Samples.of(allocated / requests);
  }
}
