package dev.spate.coordinator;

import dev.spate.control.RunProtocol;
import dev.spate.control.WorkerDescription;
import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.WorkerEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One step of a [Crew] while it is taken: what changed so far, and what is to be done about it.
final class Turn {
  final Moment now;
  final List<RunEffect> effects = new ArrayList<>();
  final SortedMap<String, Recruit> recruits;
  final SortedMap<String, WorkerDescription> spare;
  final SortedMap<String, Recruit> unstarted;
  final List<RunEvent.Dealt> deals;
  final int inherited;
  final int places;
  long startNs;
  Crew.Timers timers;

  /// Whether someone ended, came, or wants to leave, so that lanes may have to be dealt anew.
  boolean changed;

  /// Whether someone came.
  boolean joined;

  /// Whether a worker was lost.
  boolean loss;

  private ById<Member> members;

  Turn(Crew crew, Moment now) {
    this.now = now;
    this.recruits = new TreeMap<>(crew.recruits());
    this.spare = new TreeMap<>(crew.spare());
    this.unstarted = new TreeMap<>(crew.unstarted());
    this.deals = new ArrayList<>(crew.deals());
    this.inherited = crew.inherited();
    this.places = crew.places();
    this.startNs = crew.startNs();
    this.timers = crew.timers();
    this.members = crew.members();
  }

  Crew crew() {
    return new Crew(startNs, places, members, recruits, spare, unstarted, deals, inherited, timers);
  }

  @Nullable Member member(String id) {
    return members.get(id);
  }

  void put(Member member) {
    members = members.with(member.id(), member);
  }

  /// It has no part after all, and nothing of it was kept.
  void forget(Member member) {
    members = members.without(member.id());
  }

  /// All who had a part ever, by id.
  List<Member> all() {
    return List.copyOf(members.sorted().values());
  }

  List<Member> working() {
    return all().stream().filter(Member::working).toList();
  }

  /// Nanoseconds since arrival 0; negative before.
  long sinceStartNs() {
    return now.monotonicNs() - startNs;
  }

  /// Of the last deal; 0 for that of the start.
  int lastDeal() {
    return deals.size();
  }

  void add(RunEffect effect) {
    effects.add(effect);
  }

  void keep(RunEvent event) {
    effects.add(new RunEffect.Keep(event));
  }

  void ignore(RunProtocol message, String reason) {
    effects.add(new RunEffect.Ignore(message, reason));
  }

  /// It is fenced as well: it may be alive behind a broken link, with traffic that is another's.
  void lose(Member member, String why) {
    end(member.ended(Member.State.LOST, why), WorkerEnd.LOST, Math.max(0, sinceStartNs()));
    add(new RunEffect.Warn(member.id() + " is lost: " + why));
    add(new RunEffect.Fence(member.id()));
    loss = true;
  }

  /// A worker that was given up is there.
  void onReturned(String id) {
    Member member = members.get(id);
    if (member != null) {
      put(member.with(Member.State.RETURNED));
    }
  }

  void end(Member ended, WorkerEnd end, long atNs) {
    put(ended);
    keep(new RunEvent.WorkerEnded(ended.id(), end, atNs, ended.fate()));
    changed = true;
  }
}
