package dev.spate.coordinator;

import dev.spate.coordinator.history.RunEvent;
import dev.spate.coordinator.history.RunEvent.Closed.Ending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What a run does about an input: where it is now, and what is to be done, in this order.
record Step(RunState state, List<RunEffect> effects) {
  Step {
    effects = List.copyOf(effects);
  }

  static Step to(RunState state, RunEffect... effects) {
    return new Step(state, List.of(effects));
  }

  /// The end of a run: recorded, every worker released, closed.
  ///
  /// @param before what is to be done before it
  /// @param detail a sentence for people, or empty
  static Step close(
      List<RunEffect> before,
      Collection<String> workers,
      Ending ending,
      String detail,
      Moment now) {
    List<RunEffect> effects = new ArrayList<>(before);
    effects.add(new RunEffect.Keep(new RunEvent.Closed(now.wall(), ending, detail)));
    for (String worker : workers) {
      effects.add(new RunEffect.Release(worker));
    }
    effects.add(new RunEffect.Close());
    return new Step(new RunState.Closed(ending, detail), effects);
  }
}
