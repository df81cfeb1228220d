package dev.spate.worker.http.pool;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.worker.engine.Clock;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Opens the connections of a pool, for calls that have none: no more than there is room for, and
/// each in its turn where opening is paced. A connection that is expected to take more calls than
/// the one that it is opened for takes them while it is opened.
final class Openers {
  private final ConnectionPool pool;
  private final Clock clock;
  private final Standing standing;
  private final CallQueue waiting;
  private final PutOff putOff;
  private final OpeningPace pace;
  private final boolean shared;

  /// Those that wait for their turn.
  private final ArrayDeque<Opener> inLine = new ArrayDeque<>();

  /// What was opened last, while it may be expected to take more calls.
  private @Nullable Opener filling;

  /// @param standing where they take up room
  /// @param waiting calls that some are to be opened for as soon as that is possible
  /// @param putOff where those go that begin
  Openers(
      ConnectionPool pool,
      ConnectionOptions options,
      Clock clock,
      OpeningPace pace,
      Standing standing,
      CallQueue waiting,
      PutOff putOff) {
    this.pool = pool;
    this.clock = clock;
    this.standing = standing;
    this.waiting = waiting;
    this.putOff = putOff;
    this.pace = pace;
    shared = options.keepAlive() == KeepAlive.SHARED;
  }

  /// Whether there is one for another call, or can be, now or in its turn.
  boolean haveRoom() {
    return filling != null || standing.hasRoom();
  }

  /// Whether there is one for another call, or can be now.
  boolean haveRoomNow() {
    return filling != null || (standing.hasRoom() && mayOpenNow());
  }

  private boolean mayOpenNow() {
    return !pace.limited() || (inLine.isEmpty() && pace.untilNextNs(clock.nanoTime()) <= 0);
  }

  /// Takes a call, for which there is room.
  void assign(Call call) {
    if (filling == null) {
      open(alone(call));
      return;
    }
    call.carrier = filling;
    filling.assign(call);
    if (filling.room() == 0) {
      filling = null;
    }
  }

  /// Opens one in any case, as soon as it may be.
  ///
  /// @param calls at least one
  void open(CallQueue calls) {
    boolean now = mayOpenNow();
    Opener opener = newOpener(calls);
    if (now) {
      pace.onOpened(false, clock.nanoTime());
      putOff.add(opener);
    } else {
      inLine.add(opener);
    }
  }

  /// Opens those whose turn it is.
  void openInTurn() {
    if (!pace.limited()) {
      return;
    }
    long nowNs = clock.nanoTime();
    while (awaitTurn() && pace.untilNextNs(nowNs) <= 0) {
      pace.onOpened(true, nowNs);
      putOff.add(inLine.isEmpty() ? newOpener(alone(waiting.remove())) : inLine.remove());
    }
  }

  /// How long from `nowNs` until one is to be opened: 0 or less for now, [Long#MAX_VALUE] where
  /// none waits for its turn.
  long untilTurnNs(long nowNs) {
    return awaitTurn() ? pace.untilNextNs(nowNs) : Long.MAX_VALUE;
  }

  /// Whether something is to be opened as soon as the pace allows it.
  private boolean awaitTurn() {
    return !inLine.isEmpty() || (!waiting.isEmpty() && standing.hasRoom());
  }

  private Opener newOpener(CallQueue calls) {
    Opener opener = new Opener(pool, calls);
    for (Call call = calls.first(); call != null; call = call.next) {
      call.carrier = opener;
    }
    standing.add(opener.standing, clock.nanoTime());
    if (shared && opener.room() > 0) {
      filling = opener;
    }
    return opener;
  }

  private static CallQueue alone(Call call) {
    CallQueue calls = new CallQueue();
    calls.add(call);
    return calls;
  }

  /// One is a connection now, or nothing.
  void onEnd(Opener opener) {
    if (opener == filling) {
      filling = null;
    }
  }

  /// Forgets those that wait for their turn.
  void clear() {
    inLine.clear();
  }
}
