package dev.spate.coordinator;

import dev.spate.coordinator.history.JournalException;
import dev.spate.coordinator.history.RunEvent;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the workers of a run that only they know for its charter, one run at a time, and makes a
/// run of it that can be gone on with.
final class Recalls {
  private static final Logger LOG = LoggerFactory.getLogger(Recalls.class);

  private final CoordinatorSettings settings;
  private final Function<String, ActorRef<CharterRecall.Command>> recalls;
  private @Nullable String run;
  private @Nullable ActorRef<CharterRecall.Command> recall;

  /// @param recalls starts one for a run
  Recalls(CoordinatorSettings settings, Function<String, ActorRef<CharterRecall.Command>> recalls) {
    this.settings = settings;
    this.recalls = recalls;
  }

  /// The run that is being asked for.
  @Nullable String run() {
    return run;
  }

  /// Asks a worker for the run that it has a part in; later, where another is being asked for.
  void ask(Fleet.Worker worker) {
    if (recall == null) {
      LOG.warn("run {} is not known here: its workers are asked for it", worker.run());
      run = worker.run();
      recall = recalls.apply(worker.run());
    }
    if (worker.run().equals(run)) {
      recall.tell(new CharterRecall.Ask(worker));
    }
  }

  void onResult() {
    run = null;
    recall = null;
  }

  /// Writes what the workers told where an unfinished run is looked for.
  ///
  /// @param fleet all workers that are there
  Optional<UnfinishedRun> write(CharterRecall.Result result, Collection<Fleet.Worker> fleet) {
    if (result.events().isEmpty()
        || !(result.events().getFirst() instanceof RunEvent.Opened opened)) {
      LOG.warn("nobody knows enough of run {} to go on with it", result.run());
      return Optional.empty();
    }
    Set<String> present = new HashSet<>();
    for (Fleet.Worker worker : fleet) {
      if (worker.run().equals(result.run())) {
        present.add(worker.description().id());
      }
    }
    try {
      return Optional.of(RecalledRun.write(settings.results(), result.events(), present, opened));
    } catch (IOException | JournalException e) {
      LOG.error("cannot go on with {}: {}", result.run(), RootCause.of(e), e);
      return Optional.empty();
    }
  }
}
