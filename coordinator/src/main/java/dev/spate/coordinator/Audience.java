package dev.spate.coordinator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/// Those who follow a run, and what they hear: the rows of the slots that closed, the progress, and
/// how it ended.
final class Audience {
  private final SlotLog slots = new SlotLog(SlotLog.CAPACITY);
  private final Set<ActorRef<RunFeed>> listeners = new HashSet<>();

  void onSlotClosed(String row) {
    tell(new RunFeed.Slots(slots.add(row), List.of(row)));
  }

  /// Whether anybody listens.
  boolean isThere() {
    return !listeners.isEmpty();
  }

  void onProgress(String progress) {
    tell(new RunFeed.Progress(progress));
  }

  /// Tells somebody what it missed after the row with this number.
  void catchUp(ActorRef<RunFeed> listener, long afterSlot) {
    slots.after(afterSlot).forEach(listener::tell);
  }

  /// @return whether it was not among them
  boolean add(ActorRef<RunFeed> listener) {
    return listeners.add(listener);
  }

  void remove(ActorRef<RunFeed> listener) {
    listeners.remove(listener);
  }

  /// Tells them all, and that was the last that they hear.
  void dismiss(RunFeed last) {
    tell(last);
    listeners.clear();
  }

  private void tell(RunFeed what) {
    listeners.forEach(listener -> listener.tell(what));
  }
}
