package dev.spate.worker.http;

import dev.spate.plan.Body;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Deadlines;
import dev.spate.plan.Header;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Protocol;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Tags;
import dev.spate.plan.Target;
import dev.spate.plan.Template;
import dev.spate.plan.TlsOptions;
import dev.spate.plan.Workers;
import java.util.List;
import java.util.Set;

/// Plans for tests: requests to a target, and how.
public final class Plans {
  /// Whatever certificate the target has.
  public static final TlsOptions UNVERIFIED =
      new TlsOptions(true, "", List.of(), "", "", "", true, TlsOptions.Provider.JDK);

  public static final long MS = 1_000_000;

  private Plans() {}

  public static HttpRequest get(String path) {
    return request("GET", path, Body.EMPTY);
  }

  /// One with a timeout of its own.
  public static HttpRequest get(String path, long timeoutNs) {
    return new HttpRequest(
        "GET " + path,
        "GET",
        Template.of(path),
        List.of(),
        Body.EMPTY,
        Set.of(),
        List.of(),
        List.of(),
        timeoutNs,
        Tags.NONE);
  }

  public static HttpRequest request(String method, String path, Body body, Header... headers) {
    return new HttpRequest(method + " " + path, method, path, List.of(headers), body, Set.of());
  }

  public static HttpOptions options(long timeoutNs, long connectTimeoutNs, Header... headers) {
    return HttpOptions.DEFAULT
        .withDeadlines(new Deadlines(connectTimeoutNs, connectTimeoutNs, timeoutNs, timeoutNs))
        .withHeaders(List.of(headers))
        .withConnections(ConnectionOptions.DEFAULT.withPerWorker(100));
  }

  /// Options with connections of other ways, and ten seconds for everything.
  public static HttpOptions connections(
      ConnectionOptions.KeepAlive keepAlive, boolean retry, int pipelining, int opensPerSecond) {
    ConnectionOptions defaults = ConnectionOptions.DEFAULT;
    return options(10_000 * MS, 10_000 * MS)
        .withConnections(
            new ConnectionOptions(
                100,
                keepAlive,
                retry,
                pipelining,
                defaults.streams(),
                opensPerSecond,
                defaults.resolve(),
                defaults.resolveTtlNs(),
                defaults.sources(),
                defaults.proxy(),
                defaults.unixSocket()));
  }

  public static Target target(int port) {
    return new Target(Target.Scheme.HTTP, "localhost", port, "");
  }

  public static Plan plan(Target target, HttpOptions options, Step... flow) {
    return new Plan(
        "test",
        target,
        1,
        16,
        options,
        List.of(
            new Phase(
                "steady",
                1_000 * MS,
                new ClosedLoad(1, 1, 0),
                false,
                Phase.DEFAULT_MAX_VUS,
                Phase.OnLimit.WAIT)),
        List.of(new Scenario("all", 1, List.of(flow))),
        List.of(),
        Workers.DEFAULT,
        0);
  }

  /// @param ttlNs for [Resolve#TTL]
  public static ConnectionOptions connections(
      Resolve resolve, long ttlNs, List<String> sources, String proxy, String unixSocket) {
    ConnectionOptions defaults = ConnectionOptions.DEFAULT;
    return new ConnectionOptions(
        100,
        defaults.keepAlive(),
        defaults.retry(),
        defaults.pipelining(),
        defaults.streams(),
        defaults.opensPerSecond(),
        resolve,
        ttlNs,
        sources,
        proxy,
        unixSocket);
  }

  public static Plan withProtocol(Plan plan, Protocol protocol) {
    HttpOptions http = plan.http();
    return plan(
        plan.target(),
        http.withProtocol(protocol),
        plan.scenarios().getFirst().flow().toArray(Step[]::new));
  }
}
