package dev.spate.worker;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.engine.LoopListener;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.engine.SentRequests;
import dev.spate.worker.http.HttpRequesters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// Goes once through each scenario of a plan, one after the other, with the engine and the HTTP
/// code of a run, and tells of every exchange: how people find out what a plan really does. Nothing
/// is measured or merged, and no cluster takes part.
public final class Walkthrough {
  private static final long MILLISECOND = 1_000_000;

  /// Hears of the walk; of exchanges on the thread that sends them.
  public interface Listener {
    /// @param scenario that begins
    void onScenario(Scenario scenario);

    /// One exchange is over.
    void onExchange(Walked exchange);

    /// The plan logs something.
    void onLog(String line);
  }

  private final Plan plan;
  private final Function<Plan, Requester.Factory> http;
  private final Listener listener;

  private Walkthrough(Plan plan, Function<Plan, Requester.Factory> http, Listener listener) {
    this.plan = plan;
    this.http = http;
    this.listener = listener;
  }

  /// Walks through every scenario.
  ///
  /// @param http makes the requesters of a plan
  /// @throws IllegalStateException where the engine breaks
  public static void walk(Plan plan, Function<Plan, Requester.Factory> http, Listener listener)
      throws InterruptedException {
    Walkthrough walkthrough = new Walkthrough(plan, http, listener);
    for (Scenario scenario : plan.scenarios()) {
      listener.onScenario(scenario);
      walkthrough.walk(scenario);
    }
  }

  private void walk(Scenario scenario) throws InterruptedException {
    Plan only = once(scenario);
    List<HttpRequest> requests = SentRequests.of(only).requests();
    Requester.Factory made = http.apply(only);
    Requester.Factory observed =
        (clock, maxConnections, connections) ->
            new ObservedRequester(
                made.create(clock, maxConnections, connections), requests, listener::onExchange);
    Progress progress = new Progress(listener);
    try (Engine engine =
        Engine.prepare(
            only,
            Lanes.all(only.lanes()),
            1,
            observed,
            HttpRequesters.loopThreads("spate-once"),
            Idle.SLEEP,
            Clock.SYSTEM,
            progress)) {
      await(progress.ready);
      engine.startAt(System.nanoTime());
      await(progress.done);
    }
  }

  /// A plan of one arrival that goes through one scenario.
  private Plan once(Scenario scenario) {
    Rate rate = Rate.perSecond(1_000);
    OpenLoad load = new OpenLoad(rate, rate, OpenLoad.Arrivals.UNIFORM);
    return new Plan(
        plan.name(),
        plan.target(),
        plan.seed(),
        plan.lanes(),
        plan.http(),
        List.of(new Phase("once", MILLISECOND, load, false, 1, Phase.OnLimit.WAIT)),
        List.of(scenario),
        List.of(),
        plan.workers(),
        Plan.MAX_GRACEFUL_STOP_NS,
        plan.feeders());
  }

  private static void await(CompletableFuture<Void> event) throws InterruptedException {
    try {
      event.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the engine broke: " + e.getMessage(), e);
    }
  }

  /// What the engine's only loop has come to.
  private static final class Progress implements LoopListener {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Listener listener;

    Progress(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void onLog(int loop, String line) {
      listener.onLog(line);
    }

    @Override
    public void onReady(int loop) {
      ready.complete(null);
    }

    @Override
    public void onCut(int loop, Cut cut) {
      boolean last = cut.last();
      cut.recycle();
      if (last) {
        done.complete(null);
      }
    }

    @Override
    public void onFailed(int loop, Throwable cause) {
      ready.completeExceptionally(cause);
      done.completeExceptionally(cause);
    }
  }
}
