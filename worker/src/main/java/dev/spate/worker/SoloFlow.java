package dev.spate.worker;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.Lanes;
import dev.spate.plan.OpenLoad;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import dev.spate.plan.Rate;
import dev.spate.plan.Scenario;
import dev.spate.plan.SharedValues;
import dev.spate.worker.engine.Clock;
import dev.spate.worker.engine.Cut;
import dev.spate.worker.engine.Engine;
import dev.spate.worker.engine.Exchange;
import dev.spate.worker.engine.Idle;
import dev.spate.worker.engine.LastValues;
import dev.spate.worker.engine.LoopListener;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.engine.SentRequests;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.template.AccessTokens;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One virtual user that goes through one scenario of a plan, alone, with the engine and the HTTP
/// code of a run. Nothing is measured or merged.
final class SoloFlow {
  private static final long MILLISECOND = 1_000_000;

  /// Hears of the way, on the thread that sends; must return at once.
  interface Observer {
    /// One exchange is over.
    ///
    /// @return whether the user goes on
    boolean onExchange(Walked exchange);

    /// The plan logs something.
    void onLog(String line);
  }

  private final Plan only;
  private final Collection<String> wanted;
  private final Observer observer;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<SharedValues> over = new CompletableFuture<>();

  /// Belongs to the thread that sends.
  private SharedValues last = SharedValues.NONE;

  private SoloFlow(Plan only, Collection<String> wanted, Observer observer) {
    this.only = only;
    this.wanted = wanted;
    this.observer = observer;
  }

  /// A plan of one arrival that goes through one scenario, of this plan or another one.
  static Plan plan(Plan plan, Scenario scenario) {
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
        plan.feeders(),
        plan.once());
  }

  /// Goes through it, and waits for the end.
  ///
  /// @param only made by [#plan]
  /// @param made requesters of that plan
  /// @param tokens of its clients
  /// @param given what variables begin with
  /// @param wanted the variables whose values are of interest
  /// @return what those are at the end; none where the observer ended it
  /// @throws IllegalStateException where the engine breaks, or the values are too large together
  /// @throws TimeoutException where it takes longer than this
  static SharedValues go(
      Plan only,
      Requester.Factory made,
      AccessTokens tokens,
      SharedValues given,
      Collection<String> wanted,
      Observer observer,
      long limitNs)
      throws InterruptedException, TimeoutException {
    SoloFlow flow = new SoloFlow(only, wanted, observer);
    List<HttpRequest> requests = SentRequests.of(only).requests();
    Requester.Factory observed =
        (clock, maxConnections, connections) ->
            new ObservedRequester(
                made.create(clock, maxConnections, connections), requests, flow.new Watch());
    try (Engine engine =
        Engine.prepare(
            only,
            Lanes.all(only.lanes()),
            1,
            observed,
            tokens,
            HttpRequesters.loopThreads("spate-once"),
            Idle.SLEEP,
            Clock.SYSTEM,
            flow.new Progress())) {
      long deadlineNs = System.nanoTime() + limitNs;
      await(flow.ready, deadlineNs);
      engine.startAt(System.nanoTime(), given);
      return await(flow.over, deadlineNs);
    }
  }

  private static <T> T await(CompletableFuture<T> event, long deadlineNs)
      throws InterruptedException, TimeoutException {
    try {
      return event.get(Math.max(0, deadlineNs - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(cause.getMessage(), e);
    }
  }

  /// What the only user sends.
  private final class Watch implements ObservedRequester.Observer {
    @Override
    public boolean onExchange(Walked exchange) {
      boolean more = observer.onExchange(exchange);
      if (!more) {
        over.complete(SharedValues.NONE);
      }
      return more;
    }

    @Override
    public void onLeave(Exchange user) {
      try {
        last = LastValues.of(only, user, wanted);
      } catch (IllegalArgumentException tooLarge) {
        over.completeExceptionally(tooLarge);
      }
    }
  }

  /// What the engine's only loop has come to.
  private final class Progress implements LoopListener {
    @Override
    public void onLog(int loop, String line) {
      observer.onLog(line);
    }

    @Override
    public void onReady(int loop) {
      ready.complete(null);
    }

    @Override
    public void onCut(int loop, Cut cut) {
      boolean end = cut.last();
      cut.recycle();
      if (end) {
        over.complete(last);
      }
    }

    @Override
    public void onFailed(int loop, Throwable cause) {
      Throwable broken =
          new IllegalStateException("the engine broke: " + cause.getMessage(), cause);
      ready.completeExceptionally(broken);
      over.completeExceptionally(broken);
    }
  }
}
