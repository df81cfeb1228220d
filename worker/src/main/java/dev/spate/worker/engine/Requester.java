package dev.spate.worker.engine;

import dev.spate.measure.Outcome;

/// Sends requests over connections of its own, all on the loop's thread, and lets that thread wait
/// for the network.
public interface Requester extends AutoCloseable {
  /// An instant that never was.
  long NEVER = Long.MIN_VALUE;

  /// Whether a request sent now would find a connection: an idle one, or room to open another.
  boolean ready();

  /// Whether a user has a connection of its own, and so waits for nobody. Never where connections
  /// are shared.
  ///
  /// @param user whose requests' answers it hears
  boolean holds(Exchange user);

  /// A user will send nothing more for now: a connection of its own is closed. None of its requests
  /// is under way.
  void leave(Exchange user);

  /// Sends a request. Without a free connection it waits for one, first come, first served.
  ///
  /// @param request index in [dev.spate.plan.Plan] order of the request steps that the requester
  ///   was made with
  /// @param exchange hears how it ended. It stands for one virtual user, who sends one request at a
  ///   time, and may have a connection of its own until it [leaves][#leave]
  void send(int request, Exchange exchange);

  /// The same for a request with holes. Where a value has what may not stand in its place, such as
  /// a line end in a header, nothing is sent: the exchange ends with [Outcome#INVALID_REQUEST].
  ///
  /// @param filling its values, as many as the request has holes; left unchanged until the exchange
  ///   has ended
  void send(int request, Filling filling, Exchange exchange);

  /// Writes no request and opens no connection at `untilNs` or later, until another instant is set;
  /// what comes is read all the same. At first there is none.
  ///
  /// @param untilNs on the loop's clock; may be over
  void sendUntil(long untilNs);

  /// Hands to the kernel what was sent, does what the network has ready, ends what has timed out,
  /// and waits for the network up to a time if there was nothing.
  ///
  /// @param waitNs nanoseconds; 0 or less does not wait
  void run(long waitNs);

  /// Ends a [#run] that waits. The only method for other threads.
  void wakeup();

  /// Connections that are open or being opened.
  int connections();

  /// Closes every connection. Exchanges that are still open hear nothing more.
  @Override
  void close();

  /// Hears of connections that were made, and of answers on them that failed.
  interface Connections {
    /// @param ns from the attempt to the established connection, without TLS
    void onConnected(long ns);

    /// @param ns from the established connection to the end of the TLS handshake
    default void onSecured(long ns) {}

    /// An answer failed: it was malformed, or had a status that the plan does not take as a
    /// success. Only where the plan wants samples of them.
    ///
    /// @param request by number of [SentRequests]
    /// @param status 0 where the answer has none
    /// @param nowNs when that was found, on the loop's clock
    /// @param bytes whose first `length` are the beginning of what came; not to be kept
    default void onFailedAnswer(
        int request, Outcome outcome, int status, long nowNs, byte[] bytes, int length) {}
  }

  /// Makes a loop's requester, on the loop's thread.
  interface Factory {
    /// @param maxConnections 1 or more
    Requester create(Clock clock, int maxConnections, Connections connections);
  }
}
