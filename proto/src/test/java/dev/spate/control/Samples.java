package dev.spate.control;

import dev.spate.measure.ArrivalCounts;
import dev.spate.measure.ArrivalDelta;
import dev.spate.measure.ErrorSample;
import dev.spate.measure.Interval;
import dev.spate.measure.Latencies;
import dev.spate.measure.LatencySum;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.measure.RequestDelta;
import dev.spate.measure.Resolution;
import dev.spate.measure.Stalls;
import dev.spate.measure.WorkerHealth;
import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.Deadlines;
import dev.spate.plan.Feed;
import dev.spate.plan.Feeder;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Instants;
import dev.spate.plan.Lanes;
import dev.spate.plan.Metric;
import dev.spate.plan.Once;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.plan.Phase;
import dev.spate.plan.Phase.OnLimit;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Rate;
import dev.spate.plan.ReplayLoad;
import dev.spate.plan.Scenario;
import dev.spate.plan.SharedValues;
import dev.spate.plan.Step;
import dev.spate.plan.Target;
import dev.spate.plan.Think;
import dev.spate.plan.Threshold;
import dev.spate.plan.Threshold.Comparison;
import dev.spate.plan.Threshold.Statistic;
import dev.spate.plan.TlsOptions;
import dev.spate.plan.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;

/// Values in which every field differs from its default, so that a forgotten one shows.
final class Samples {
  static final Lanes LANES = Lanes.of(1024, 3, 8, 64, 511, 1023);

  static final WorkerDescription WORKER =
      new WorkerDescription(
          "w-1", -7, "host-a", 8, 300, "0.1.0", "epoll", "Temurin 25", "Linux 6", "4f-1", "hybrid");

  private Samples() {}

  static Plan plan() {
    return new Plan(
        "shop: \u00e9",
        new Target(Target.Scheme.HTTPS, "::1", 8443, "/base"),
        0x8000_0000_0000_002AL,
        1024,
        http(),
        phases(),
        scenarios(),
        thresholds(),
        new Workers(3, 9, 0.05, Workers.OnLoss.FAIL, 7_000_000_000L),
        12_000_000_000L,
        List.of(
            new Feeder(
                "accounts",
                List.of("user", "password"),
                List.of("a", "\u00fc", "b", ""),
                Feeder.Strategy.SHUFFLE,
                Feeder.WhenDry.RECYCLE,
                Feeder.Distribute.REPLICATE)),
        new Once(List.of(request("begin"), new Think(1, 2)), List.of(request("end"))));
  }

  private static HttpRequest request(String name) {
    return new HttpRequest(name, "GET", "/" + name, List.of(), Body.EMPTY, Set.of());
  }

  private static HttpOptions http() {
    return new HttpOptions(
        new Deadlines(250_000_000L, 350_000_000L, 1_400_000_000L, 1_500_000_000L),
        Protocol.H2C,
        List.of(new Header("accept", "text/html")),
        new ConnectionOptions(
            77,
            ConnectionOptions.KeepAlive.USER,
            false,
            4,
            30,
            500,
            ConnectionOptions.Resolve.TTL,
            30_000_000_000L,
            List.of("127.0.0.2", "::1"),
            "http://proxy:3128",
            ""),
        new TlsOptions(
            true,
            "shop.example",
            List.of("TLSv1.3"),
            "ca.pem",
            "client.pem",
            "client.key",
            false,
            TlsOptions.Provider.JDK),
        7);
  }

  private static List<Phase> phases() {
    Rate slow = new Rate(7, 60_000_000_000L);
    Rate fast = Rate.perSecond(500);
    return List.of(
        new Phase(
            "warm",
            1_000_000_000L,
            new OpenLoad(slow, fast, Arrivals.UNIFORM),
            true,
            10,
            OnLimit.WAIT),
        new Phase(
            "steady",
            2_000_000_000L,
            new OpenLoad(fast, fast, Arrivals.POISSON),
            false,
            4_000,
            OnLimit.DROP,
            List.of("buy", "vary"),
            500_000_000L),
        new Phase(
            "soak", 3_000_000_000L, new ClosedLoad(5, 9, 70_000_000L), false, 11, OnLimit.WAIT),
        new Phase(
            "again",
            4_000_000_000L,
            new ReplayLoad(Instants.of(0, 1, 128, 300_000_000L, 3_999_999_999L)),
            false,
            12,
            OnLimit.DROP));
  }

  private static List<Scenario> scenarios() {
    HttpRequest get =
        new HttpRequest("list", "GET", "/products?a=%20", List.of(), Body.EMPTY, Set.of());
    HttpRequest post =
        new HttpRequest(
            "order",
            "POST",
            "/orders",
            List.of(new Header("x", "1"), new Header("x", "2")),
            Body.of(new byte[] {0, -1, 127, -128}),
            Set.of(201, 409));
    return List.of(
        new Scenario(
            "browse",
            80,
            List.of(get, new Think(1_000, 3_000), get, Think.exponential(2_000_000_000L))),
        new Scenario("buy", 20, List.of(post), false),
        new Scenario(
            "vary", 1, List.of(new Feed("accounts"), SampleTexts.set(), SampleTexts.request())),
        new Scenario("blocks", 1, blocks(get)));
  }

  private static List<Step> blocks(HttpRequest request) {
    List<Step> steps = new ArrayList<>(SampleBlocks.all());
    steps.add(request);
    return steps;
  }

  /// One of every metric, statistic and comparison.
  private static List<Threshold> thresholds() {
    List<Threshold> thresholds = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      thresholds.add(
          new Threshold(
              metric,
              "list",
              "steady",
              Statistic.Simple.COUNT,
              Comparison.AT_LEAST,
              3,
              "count>=3"));
    }
    for (Comparison comparison : Comparison.values()) {
      thresholds.add(
          new Threshold(
              Metric.RESPONSE_TIME,
              "",
              "",
              new Statistic.Percentile(99.9),
              comparison,
              0.25,
              "p(99.9)" + comparison.symbol() + "250ms"));
    }
    for (Statistic.Simple simple : Statistic.Simple.values()) {
      Metric metric = simple == Statistic.Simple.RATE ? Metric.FAILED : Metric.CONNECT_TIME;
      thresholds.add(new Threshold(metric, "", "", simple, Comparison.LESS, 0.5, "<0.5"));
    }
    thresholds.add(
        new Threshold(
            Metric.FAILED,
            "",
            "steady",
            Statistic.Simple.RATE,
            Comparison.LESS,
            0.01,
            "rate<1%",
            30_000_000_000L,
            true,
            60_000_000_000L));
    thresholds.add(
        new Threshold(
            Metric.RESPONSE_TIME,
            "",
            "steady",
            Statistic.Simple.MAX,
            Comparison.LESS,
            5,
            "max<5s",
            0,
            false,
            0,
            "outer",
            ""));
    thresholds.add(
        new Threshold(
            Metric.RESPONSE_TIME,
            "",
            "steady",
            Statistic.Simple.MAX,
            Comparison.LESS,
            5,
            "max<5s",
            0,
            false,
            0,
            "",
            "kind=read"));
    return thresholds;
  }

  /// A plan whose requests have bodies of `bytes` together.
  static Plan planOfSize(int bytes) {
    Plan plan = plan();
    byte[] body = new byte[Body.MAX_BYTES];
    new Random(1).nextBytes(body);
    HttpRequest request =
        new HttpRequest("list", "POST", "/", List.of(), Body.of(body), Set.of(200));
    Scenario large =
        new Scenario("large", 1, Collections.<Step>nCopies(bytes / body.length, request));
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http(),
        List.of(plan.phases().getFirst()),
        List.of(large),
        List.of(),
        plan.workers(),
        plan.gracefulStopNs());
  }

  static Interval interval() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 100L + outcomes.size());
    }
    return new Interval(
        "w-1",
        -7,
        12,
        13_000_000_001L,
        List.of(
            new ArrivalDelta(1, 12, new ArrivalCounts(28, 22, 1, 2, 3, 4, 18)),
            new ArrivalDelta(2, 13, ArrivalCounts.NONE)),
        List.of(
            new RequestDelta(
                1,
                2,
                12,
                9,
                1,
                outcomes,
                Map.of(200, 5L, 503, 1L),
                1_234,
                5_678_901_234L,
                latencies(1, Resolution.MICROSECOND),
                latencies(2, Resolution.MICROSECOND),
                latencies(3, Resolution.MICROSECOND),
                latencies(4, Resolution.MICROSECOND),
                Latencies.none(Resolution.MICROSECOND))),
        new WorkerHealth(
            latencies(5, Resolution.NANOSECOND),
            latencies(6, Resolution.MICROSECOND),
            latencies(7, Resolution.MICROSECOND),
            1.5,
            0.75,
            2_000_000,
            17,
            64,
            new Stalls(7_000_000, 8_123_456, 0.25, 0.125),
            new Occupancy(123_456_789, 98_765)),
        List.of(
            new ErrorSample(
                "order", Outcome.STATUS_5XX, 503, 12_345, "HTTP/1.1 503 Busy\nx: 1\n\nno")),
        2,
        List.of(group()));
  }

  private static RequestDelta group() {
    Latencies none = Latencies.none(Resolution.MICROSECOND);
    return new RequestDelta(
        1,
        0,
        12,
        3,
        0,
        Map.of(Outcome.SUCCEEDED, 1L, Outcome.CHECK, 1L),
        Map.of(),
        0,
        0,
        latencies(8, Resolution.MICROSECOND),
        none,
        none,
        none,
        none);
  }

  private static Latencies latencies(int seed, Resolution resolution) {
    LatencySum sum = new LatencySum(resolution);
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      sum.record(random.nextLong(10_000_000_000L));
    }
    sum.record(2 * 3_600_000_000_000L);
    return sum.toLatencies();
  }

  private static final ByteString RECORD = ByteString.fromArray(new byte[] {0, -1, 7});

  private static final SharedValues SHARED = new SharedValues(Map.of("token", "t-1", "_empty", ""));

  static List<WorkerProtocol> workerMessages(
      ActorRef<RunProtocol> run, ActorRef<FleetProtocol> fleet) {
    return List.of(
        new WorkerProtocol.Introduce(fleet),
        new WorkerProtocol.Prepare("r-1", 4, plan(), LANES, run),
        new WorkerProtocol.Probe("r-1", 2, run),
        new WorkerProtocol.Start("r-1", 4, -123_456_789_012_345L),
        new WorkerProtocol.Start("r-1", 4, 1, SHARED),
        new WorkerProtocol.GoThrough("r-1", 4, Once.Part.BEFORE, run),
        new WorkerProtocol.GoThrough("r-1", 4, Once.Part.AFTER, run),
        new WorkerProtocol.Stop("r-1", 5),
        new WorkerProtocol.Acknowledge("r-1", 5, 6),
        new WorkerProtocol.Release("r-1", 7),
        new WorkerProtocol.Deal("r-1", 8, 3, LANES, 12_345_678_901L),
        new WorkerProtocol.Fence("r-1", 9),
        new WorkerProtocol.GoOn("r-1", 10, -8),
        new WorkerProtocol.Adopt("r-1", 11, -1, run),
        new WorkerProtocol.Keep("r-1", 12, 3, List.of(RECORD, ByteString.emptyByteString()), run),
        new WorkerProtocol.Recall("r-1", 2, fleet),
        new WorkerProtocol.TellPlan("r-1", run));
  }

  static List<RunProtocol> runMessages() {
    return List.of(
        new RunProtocol.Ready("r-1", "w-1", -7),
        new RunProtocol.Refused("r-1", "w-1", "the target is not allowed"),
        new RunProtocol.ProbeReply("r-1", "w-1", 3, -5, 1_790_000_000_000_000_000L),
        new RunProtocol.Reported("r-1", interval()),
        new RunProtocol.Finished("r-1", "w-1", 59, 60_000_000_000L),
        new RunProtocol.Failed("r-1", "w-1", "no file descriptors"),
        new RunProtocol.Dealt("r-1", "w-1", 2),
        new RunProtocol.Woken("r-1", "w-1", 3_000_000_001L, -8),
        new RunProtocol.Leaving("r-1", "w-1"),
        new RunProtocol.Adopted("r-1", "w-1", -7, -5, 4),
        new RunProtocol.Kept("r-1", "w-1", 5),
        new RunProtocol.PlanTold("r-1", "w-1", plan()),
        new RunProtocol.PlanTold("r-1", "w-1", plan(), SharedValues.NONE),
        new RunProtocol.PlanTold("r-1", "w-1", plan(), SHARED),
        new RunProtocol.WentThrough("r-1", "w-1", Once.Part.BEFORE, SHARED, 2, 3, ""),
        new RunProtocol.WentThrough(
            "r-1", "w-1", Once.Part.AFTER, SharedValues.NONE, 1, 9, "connection refused"));
  }

  static List<FleetProtocol> fleetMessages(ActorRef<WorkerProtocol> worker) {
    return List.of(
        new FleetProtocol.Introduced(WORKER, worker, "r", 7),
        new FleetProtocol.Recalled("r", "w-1", 9, 1, 3, List.of(RECORD)));
  }
}
