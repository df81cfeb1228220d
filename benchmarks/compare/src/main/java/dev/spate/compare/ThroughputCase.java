package dev.spate.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Requests per second of processor time in a closed loop, beside a peer that does the same. The
/// two take turns.
///
/// @param flags of the worker, such as `--transport epoll`
/// @param server which of the target's
/// @param http of the plan; the number of connections is added
/// @param streams requests at a time on each connection
/// @param goal of the ratio
record ThroughputCase(
    String id,
    String work,
    List<String> flags,
    Server server,
    String http,
    PeerProgram peer,
    int streams,
    double goal)
    implements Case {
  private static final int CONNECTIONS = 64;

  /// A first run that is not counted: what a JVM compiles only once is no part of what a request
  /// costs.
  static final int COMPILING_SECONDS = 20;

  private static final String EPOLL = "http1-epoll";

  static List<Case> all() {
    return List.of(
        http1("http1-io_uring", "io_uring", List.of("--transport", "io_uring"), 1.45),
        http1(EPOLL, "epoll", List.of("--transport", "epoll"), 1.15),
        http1("http1-chosen", "the transport that it chooses", List.of(), 1.15),
        new ThroughputCase(
            "tls",
            "HTTP/1.1 keep-alive over TLS 1.3, 64 connections",
            List.of(),
            Server.HTTP1_TLS,
            "protocol: http1, tls: { insecure: true }",
            PeerProgram.WRK,
            1,
            1.0),
        http2("http2-clear", "HTTP/2 in the clear", Server.HTTP2, ""),
        http2("http2-tls", "HTTP/2 over TLS", Server.HTTP2_TLS, "tls: { insecure: true }"));
  }

  private static Case http1(String id, String transport, List<String> flags, double goal) {
    return new ThroughputCase(
        id,
        "HTTP/1.1 keep-alive, 64 connections, " + transport,
        flags,
        Server.HTTP1,
        "protocol: http1",
        PeerProgram.WRK,
        1,
        goal);
  }

  private static Case http2(String id, String work, Server server, String tls) {
    return new ThroughputCase(
        id,
        work + ", 64 connections of 10 streams",
        List.of(),
        server,
        tls.isEmpty() ? "protocol: http2" : "protocol: http2, " + tls,
        PeerProgram.H2LOAD,
        PeerProgram.STREAMS,
        2.0);
  }

  @Override
  public boolean coveredByOthers() {
    return id.equals(EPOLL);
  }

  @Override
  public Optional<String> obstacle(Lab lab) throws IOException, InterruptedException {
    Optional<String> flag = lab.refusal(flags);
    Optional<String> key = flag.isPresent() ? flag : lab.refusal(plan(lab));
    if (key.isPresent() || flags.isEmpty()) {
      return key;
    }
    try {
      lab.cluster().worker(lab.oneLoop(flags));
      return Optional.empty();
    } catch (IOException failure) {
      return Optional.of("no worker with " + String.join(" ", flags) + ": " + failure.getMessage());
    }
  }

  @Override
  public List<Finding> measure(Lab lab) throws IOException, InterruptedException {
    Cluster.Worker worker = lab.cluster().worker(lab.oneLoop(flags));
    if (!lab.options().smoke()) {
      var _ = lab.throughput(worker, plan(lab).lasting(COMPILING_SECONDS, lab.options().seconds()));
    }
    List<Throughput> ours = new ArrayList<>();
    List<Throughput> theirs = new ArrayList<>();
    for (int round = 0; round < lab.options().rounds(); round++) {
      theirs.add(
          peer.run(
              lab.processes(),
              lab.processors().generator(),
              lab.url(server) + "/",
              CONNECTIONS,
              lab.options().seconds()));
      ours.add(lab.throughput(worker, plan(lab)));
      Lab.tell(told(theirs.getLast(), ours.getLast()));
    }
    return List.of(
        new Finding.Row(
            work,
            "per CPU-second",
            Unit.REQUESTS_PER_CPU_SECOND,
            samples(ours, Throughput::perCpuSecond),
            Optional.of(
                new Finding.Peer(peer.program(), samples(theirs, Throughput::perCpuSecond))),
            Optional.of(Goal.ratioAtLeast(goal))),
        Finding.Row.of(
                work, "per second", Unit.REQUESTS_PER_SECOND, samples(ours, Throughput::perSecond))
            .beside(peer.program(), samples(theirs, Throughput::perSecond)));
  }

  private String told(Throughput theirs, Throughput ours) {
    return String.format(
        Locale.ROOT,
        "%s: %s %,.0f, spate %,.0f requests per CPU-second",
        id,
        peer.program(),
        theirs.perCpuSecond(),
        ours.perCpuSecond());
  }

  private Plan plan(Lab lab) {
    return new Plan(
        lab.url(server),
        http + ", connections: { perWorker: " + CONNECTIONS + multiplexed() + " }",
        "users: " + CONNECTIONS * streams,
        lab.options().warmupSeconds(),
        lab.options().seconds());
  }

  private String multiplexed() {
    return streams == 1 ? "" : ", streams: " + streams;
  }

  static Samples samples(List<Throughput> rounds, ToDoubleFunction<Throughput> figure) {
    return new Samples(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
