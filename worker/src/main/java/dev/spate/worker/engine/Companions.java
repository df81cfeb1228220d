package dev.spate.worker.engine;

import dev.spate.measure.Outcome;
import dev.spate.worker.cookie.CookieJar;
import dev.spate.worker.digest.DigestSession;
import dev.spate.worker.template.Variables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries out those requests of a virtual user that are under way beside its own. Made as they are
/// needed, and used again.
final class Companions {
  private final VirtualUser user;
  private final List<Companion> all = new ArrayList<>();

  Companions(VirtualUser user) {
    this.user = user;
  }

  /// Sends all but the first of several requests that are due together.
  void send(List<CompiledStep.Request> requests, long due) {
    for (int i = 1; i < requests.size(); i++) {
      if (all.size() < i) {
        all.add(new Companion(user));
      }
      all.get(i - 1).send(requests.get(i), due);
    }
  }

  /// Books the end of the run for what is under way.
  void abandon(long nowNs) {
    for (Companion companion : all) {
      companion.abandon(nowNs);
    }
  }

  /// One request at a time, in the name of its user.
  private static final class Companion extends Errand {
    private final VirtualUser user;

    Companion(VirtualUser user) {
      super(user.context());
      this.user = user;
    }

    @Override
    @Nullable CookieJar jar() {
      return user.jar();
    }

    @Override
    DigestSession digests() {
      return user.digests();
    }

    @Override
    Variables variables() {
      return user.variables();
    }

    @Override
    int phase() {
      return user.phase();
    }

    @Override
    void onOver(Outcome outcome, long endNs) {
      user.onOver(outcome, endNs);
    }
  }
}
