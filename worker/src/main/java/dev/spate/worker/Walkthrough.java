package dev.spate.worker;

import dev.spate.measure.Outcome;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import dev.spate.plan.SharedValues;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.template.AccessTokens;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Goes once through each scenario of a plan, one after the other, and before and after them
/// through what happens once, and tells of every exchange: how people find out what a plan really
/// does. Nothing is measured or merged, and no cluster takes part.
public final class Walkthrough {
  /// Hears of the walk; of exchanges on the thread that sends them.
  public interface Listener {
    /// @param scenario that begins
    void onScenario(Scenario scenario);

    /// @param part of what happens once, that begins
    default void onPart(Once.Part part) {}

    /// One exchange is over.
    void onExchange(Walked exchange);

    /// The plan logs something.
    void onLog(String line);
  }

  private final Plan plan;
  private final Function<Plan, Requester.Factory> http;
  private final AccessTokens tokens;
  private final Listener listener;

  /// Of the part before the traffic.
  private SharedValues shared = SharedValues.NONE;

  private Walkthrough(
      Plan plan, Function<Plan, Requester.Factory> http, AccessTokens tokens, Listener listener) {
    this.plan = plan;
    this.http = http;
    this.tokens = tokens;
    this.listener = listener;
  }

  /// Walks through every scenario; where the part before them fails, through none, as in a run.
  ///
  /// @param http makes the requesters of a plan
  /// @param tokens of its clients
  /// @throws IllegalStateException where the engine breaks, or something takes longer than it may
  public static void walk(
      Plan plan, Function<Plan, Requester.Factory> http, AccessTokens tokens, Listener listener)
      throws InterruptedException {
    new Walkthrough(plan, http, tokens, listener).walk();
  }

  private void walk() throws InterruptedException {
    if (plan.once().has(Once.Part.BEFORE) && !begin()) {
      return;
    }
    for (Scenario scenario : plan.scenarios()) {
      listener.onScenario(scenario);
      walk(scenario, Set.of(), new Told(false), Long.MAX_VALUE / 2);
    }
    if (plan.once().has(Once.Part.AFTER)) {
      listener.onPart(Once.Part.AFTER);
      walk(plan.once().scenario(Once.Part.AFTER), Set.of(), new Told(false), Once.MAX_NS);
    }
  }

  private boolean begin() throws InterruptedException {
    listener.onPart(Once.Part.BEFORE);
    Told told = new Told(true);
    Scenario before = plan.once().scenario(Once.Part.BEFORE);
    shared = walk(before, plan.once().shared(), told, Once.MAX_NS);
    return !told.failed;
  }

  private SharedValues walk(
      Scenario scenario, Collection<String> wanted, SoloFlow.Observer observer, long limitNs)
      throws InterruptedException {
    Plan only = SoloFlow.plan(plan, scenario);
    try {
      return SoloFlow.go(only, http.apply(only), tokens, shared, wanted, observer, limitNs);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          scenario.name() + " took more than " + limitNs / 1_000_000_000L + " s", e);
    }
  }

  /// Hands on what happens.
  private final class Told implements SoloFlow.Observer {
    private final boolean endsWhereOneFails;
    private boolean failed;

    Told(boolean endsWhereOneFails) {
      this.endsWhereOneFails = endsWhereOneFails;
    }

    @Override
    public boolean onExchange(Walked exchange) {
      failed |= exchange.outcome() != Outcome.SUCCEEDED;
      listener.onExchange(exchange);
      return !(failed && endsWhereOneFails);
    }

    @Override
    public void onLog(String line) {
      listener.onLog(line);
    }
  }
}
