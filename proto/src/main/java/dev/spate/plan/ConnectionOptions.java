package dev.spate.plan;

import java.util.List;

/// How connections are opened, shared and kept.
///
/// @param perWorker the most connections of one worker, 1 to 100,000
/// @param keepAlive who may use a connection again
/// @param retry whether a request that can be repeated is sent once more when its kept-alive
///   connection turns out to be closed
/// @param pipelining HTTP/1.1 requests on one connection at a time, 1 (none) to 64
/// @param streams HTTP/2 requests on one connection at a time, 1 to 1,000; the target may allow
///   fewer
/// @param opensPerSecond the most that one worker opens a second, 1 to 1,000,000, or 0 for no limit
/// @param resolve when the target's name is looked up
/// @param resolveTtlNs for [Resolve#TTL], 1 s to 1 day; else 0
/// @param sources local addresses that connections leave from in turn; empty leaves it to the
///   kernel
/// @param proxy URL of an HTTP proxy, `http://host:port`, perhaps with `user:password@`; empty for
///   none
/// @param unixSocket path of a Unix socket on the worker's machine in place of the target's
///   address; empty for none
public record ConnectionOptions(
    int perWorker,
    KeepAlive keepAlive,
    boolean retry,
    int pipelining,
    int streams,
    int opensPerSecond,
    Resolve resolve,
    long resolveTtlNs,
    List<String> sources,
    String proxy,
    String unixSocket) {
  public static final int MAX_PER_WORKER = 100_000;
  public static final int MAX_PIPELINING = 64;
  public static final int MAX_STREAMS = 1_000;
  public static final int MAX_OPENS_PER_SECOND = 1_000_000;
  public static final int MAX_SOURCES = 256;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long DAY_NS = 86_400 * SECOND_NS;

  /// What holds where a plan does not say: 1,000 connections that all virtual users share, one
  /// retry, no pipelining, 100 streams, no limit of opening, the name looked up once.
  public static final ConnectionOptions DEFAULT =
      new ConnectionOptions(
          1_000, KeepAlive.SHARED, true, 1, 100, 0, Resolve.ONCE, 0, List.of(), "", "");

  /// Who may use a connection again.
  public enum KeepAlive {
    /// Whoever comes next.
    SHARED("shared"),
    /// The virtual user that opened it, until its end.
    USER("user"),
    /// Nobody: one request a connection.
    OFF("off");

    private final String id;

    KeepAlive(String id) {
      this.id = id;
    }

    /// The name in plans.
    public String id() {
      return id;
    }
  }

  /// When the target's name is looked up.
  public enum Resolve {
    /// Before the run.
    ONCE("once"),
    /// Again whenever the answer is older than a time.
    TTL("ttl"),
    /// For each connection.
    CONNECTION("connection");

    private final String id;

    Resolve(String id) {
      this.id = id;
    }

    /// The name in plans; `ttl` is written as a duration there.
    public String id() {
      return id;
    }
  }

  /// @throws IllegalArgumentException outside the ranges above
  public ConnectionOptions {
    sources = List.copyOf(sources);
    if (perWorker < 1 || perWorker > MAX_PER_WORKER) {
      throw new IllegalArgumentException("connections per worker are 1 to " + MAX_PER_WORKER);
    }
    if (pipelining < 1 || pipelining > MAX_PIPELINING) {
      throw new IllegalArgumentException("pipelined requests are 1 to " + MAX_PIPELINING);
    }
    if (streams < 1 || streams > MAX_STREAMS) {
      throw new IllegalArgumentException("streams of a connection are 1 to " + MAX_STREAMS);
    }
    if (opensPerSecond < 0 || opensPerSecond > MAX_OPENS_PER_SECOND) {
      throw new IllegalArgumentException(
          "connections opened a second are 1 to " + MAX_OPENS_PER_SECOND + ", or 0 for no limit");
    }
    boolean validTtl =
        resolve == Resolve.TTL
            ? resolveTtlNs >= SECOND_NS && resolveTtlNs <= DAY_NS
            : resolveTtlNs == 0;
    if (!validTtl) {
      throw new IllegalArgumentException("a looked-up name is kept for 1 s to 1 d");
    }
    if (sources.size() > MAX_SOURCES) {
      throw new IllegalArgumentException("source addresses are at most " + MAX_SOURCES);
    }
    if (!proxy.isEmpty() && !unixSocket.isEmpty()) {
      throw new IllegalArgumentException("a Unix socket needs no proxy");
    }
  }

  /// The same with another number of connections.
  public ConnectionOptions withPerWorker(int changed) {
    return new ConnectionOptions(
        changed,
        keepAlive,
        retry,
        pipelining,
        streams,
        opensPerSecond,
        resolve,
        resolveTtlNs,
        sources,
        proxy,
        unixSocket);
  }

  /// The same with another number of streams.
  public ConnectionOptions withStreams(int changed) {
    return new ConnectionOptions(
        perWorker,
        keepAlive,
        retry,
        pipelining,
        changed,
        opensPerSecond,
        resolve,
        resolveTtlNs,
        sources,
        proxy,
        unixSocket);
  }
}
