package dev.spate.coordinator;

import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent.Share;
import dev.spate.plan.Lanes;

/// A worker of a started run. Immutable.
///
/// @param share its part, with the lanes of the last deal
/// @param startAtNanos when arrival 0 is due, on the worker's own clock; 0 where another
///   coordinator told it
/// @param state whether anything is still to come from it
/// @param fate why it did not finish, else empty
record Member(
    Share share, long startAtNanos, Contact contact, Account account, State state, String fate) {
  enum State {
    /// It has lanes, or may be given some.
    WORKING,
    /// It is to end: it is given no more lanes.
    LEAVING,
    FINISHED,
    LEFT,
    LOST,
    /// It was lost, and is there again: its reports are taken.
    RETURNED
  }

  /// @param deal the number of the last deal before
  /// @param heardNs from when on silence is counted
  static Member started(Share share, long startAtNanos, int deal, long heardNs) {
    return new Member(
        share, startAtNanos, Contact.since(heardNs), Account.from(deal), State.WORKING, "");
  }

  WorkerDescription worker() {
    return share.worker();
  }

  String id() {
    return share.worker().id();
  }

  Lanes lanes() {
    return share.lanes();
  }

  boolean working() {
    return state == State.WORKING || state == State.LEAVING;
  }

  /// Whether another coordinator made it ready, and nobody told it when to start.
  boolean isUnstarted() {
    return working()
        && contact.reach() == Contact.Reach.HERE
        && !contact.begun()
        && startAtNanos == 0;
  }

  /// Whether it was given up.
  boolean lost() {
    return state == State.LOST || state == State.RETURNED;
  }

  /// Whether it can be given lanes that are due later.
  boolean canTakeMore() {
    return state == State.WORKING && account.finished() == null;
  }

  /// Whether it was lost, is there, and has not handed over all that it has.
  boolean handsOver() {
    return state == State.RETURNED && !account.complete();
  }

  Member with(Lanes changed) {
    Share other =
        new Share(share.worker(), changed, share.clockOffsetNs(), share.startUncertaintyNs());
    return new Member(other, startAtNanos, contact, account, state, fate);
  }

  /// @param atNanos when arrival 0 is due, on its own clock
  Member startingAt(long atNanos) {
    return new Member(share, atNanos, contact, account, state, fate);
  }

  Member with(Contact changed) {
    return new Member(share, startAtNanos, changed, account, state, fate);
  }

  Member with(Account changed) {
    return new Member(share, startAtNanos, contact, changed, state, fate);
  }

  Member with(State changed) {
    return new Member(share, startAtNanos, contact, account, changed, fate);
  }

  Member ended(State how, String why) {
    return new Member(share, startAtNanos, contact, account, how, why);
  }
}
