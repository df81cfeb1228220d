package dev.spate.coordinator;

import dev.spate.control.FleetProtocol;
import dev.spate.control.WorkerProtocol;
import dev.spate.coordinator.history.CharterRecords;
import dev.spate.coordinator.history.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/// Asks the workers of a run that this coordinator knows nothing of for its charter. Waits for a
/// moment for more of them, takes the last coordinator's, the longest copy of it, tells the
/// listener, and ends.
final class CharterRecall extends AbstractMatchingBehavior<CharterRecall.Command> {
  private static final Duration TICK = Duration.ofMillis(500);

  /// Workers come back within a second or two of each other.
  private static final int TICKS_FOR_OTHERS = 4;

  private static final int TICKS_BEFORE_GIVING_UP = 120;

  sealed interface Command {}

  /// Another worker has a part in the run, or the same one at another address.
  record Ask(Fleet.Worker worker) implements Command {}

  private record Answered(FleetProtocol.Recalled page) implements Command {}

  private record Ticked() implements Command {}

  /// What the listener hears.
  ///
  /// @param events of the charter; none where nobody had one
  record Result(String run, List<RunEvent> events) {
    Result {
      events = List.copyOf(events);
    }
  }

  /// What one worker has told so far.
  private static final class Copy {
    private final ActorRef<WorkerProtocol> worker;
    private final List<ByteString> records = new ArrayList<>();
    private int total = -1;
    private long epoch = -1;

    private Copy(ActorRef<WorkerProtocol> worker) {
      this.worker = worker;
    }

    private boolean complete() {
      return total > 0 && records.size() >= total;
    }
  }

  private final String run;
  private final ActorRef<Result> listener;
  private final ActorRef<FleetProtocol> answers;
  private final Map<String, Copy> copies = new HashMap<>();
  private int ticks;

  static Behavior<Command> create(String run, ActorRef<Result> listener) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Ticked(), TICK);
          return new CharterRecall(context, run, listener);
        }));
  }

  private CharterRecall(ActorContext<Command> context, String run, ActorRef<Result> listener) {
    super(context);
    this.run = run;
    this.listener = listener;
    this.answers =
        context.messageAdapter(
            FleetProtocol.class,
            message ->
                switch (message) {
                  case FleetProtocol.Recalled page -> new Answered(page);
                  case FleetProtocol.Introduced _ -> new Ticked();
                });
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Ask(var worker) -> {
        Copy copy = new Copy(worker.ref());
        copies.put(worker.description().id(), copy);
        ask(copy);
        yield this;
      }
      case Answered(var page) -> onAnswered(page);
      case Ticked() -> onTick();
    };
  }

  private void ask(Copy copy) {
    copy.worker.tell(new WorkerProtocol.Recall(run, copy.records.size(), answers));
  }

  private Behavior<Command> onAnswered(FleetProtocol.Recalled page) {
    Copy copy = copies.get(page.worker());
    if (copy != null && page.run().equals(run) && page.first() == copy.records.size()) {
      if (page.epoch() != copy.epoch && page.first() > 0) { // another coordinator told it meanwhile
        copy.records.clear();
        ask(copy);
        return this;
      }
      copy.epoch = page.epoch();
      copy.total = page.total();
      copy.records.addAll(page.records());
      if (!copy.complete() && !page.records().isEmpty()) {
        ask(copy);
      }
    }
    return this;
  }

  private Behavior<Command> onTick() {
    ticks++;
    List<RunEvent> last = ticks < TICKS_FOR_OTHERS ? null : best().orElse(null);
    if (last == null && ticks < TICKS_BEFORE_GIVING_UP) {
      copies.values().stream().filter(copy -> !copy.complete()).forEach(this::ask);
      return this;
    }
    listener.tell(new Result(run, Objects.requireNonNullElse(last, List.of())));
    return Behaviors.stopped();
  }

  private Optional<List<RunEvent>> best() {
    return copies.values().stream()
        .filter(Copy::complete)
        .sorted(
            Comparator.comparingLong((Copy copy) -> copy.epoch)
                .thenComparingInt(copy -> copy.records.size())
                .reversed())
        .map(this::events)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private @Nullable List<RunEvent> events(Copy copy) {
    try {
      List<RunEvent> events = copy.records.stream().map(CharterRecords::decode).toList();
      return events.getFirst() instanceof RunEvent.Opened(var id, _, _, _, _, _) && id.equals(run)
          ? events
          : null;
    } catch (IllegalArgumentException e) {
      getContext().getLog().warn("a charter of {} cannot be read: {}", run, e.getMessage());
      return null;
    }
  }
}
