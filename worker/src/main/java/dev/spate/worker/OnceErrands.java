package dev.spate.worker;

import dev.spate.control.RunProtocol;
import dev.spate.control.RunProtocol.WentThrough;
import dev.spate.measure.Outcome;
import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.io.Transport;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/// What happens once in a run, where this is the worker that it happens on: each part is begun at
/// most once, however often it is asked for, and everyone who asks is answered.
final class OnceErrands implements AutoCloseable {
  private final String run;
  private final String worker;
  private final Plan plan;
  private final TargetPolicy targets;
  private final CompletableFuture<Transport> rehearsal;
  private final Map<Once.Part, CompletableFuture<WentThrough>> answers =
      new EnumMap<>(Once.Part.class);
  private final Map<Once.Part, Thread> threads = new EnumMap<>(Once.Part.class);

  /// @param targets which targets the worker may send to
  /// @param rehearsal says by which transport
  OnceErrands(
      String run,
      String worker,
      Plan plan,
      TargetPolicy targets,
      CompletableFuture<Transport> rehearsal) {
    this.run = run;
    this.worker = worker;
    this.plan = plan;
    this.targets = targets;
    this.rehearsal = rehearsal;
  }

  /// @param given what variables begin with
  void go(Once.Part part, SharedValues given, ActorRef<RunProtocol> replyTo) {
    var _ = answers.computeIfAbsent(part, each -> begin(each, given)).thenAccept(replyTo::tell);
  }

  /// What the part before the traffic gave variables, where it came to its end here.
  @Nullable SharedValues shared() {
    CompletableFuture<WentThrough> before = answers.get(Once.Part.BEFORE);
    WentThrough went = before == null ? null : before.getNow(null);
    return went != null && went.problem().isEmpty() ? went.values() : null;
  }

  private CompletableFuture<WentThrough> begin(Once.Part part, SharedValues given) {
    CompletableFuture<WentThrough> answer = new CompletableFuture<>();
    threads.put(
        part,
        Thread.ofVirtual()
            .start(() -> {
              try {
                answer.complete(new Errand(part).go(given));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the run is over: nobody asks
              }
            }));
    return answer;
  }

  /// Ends what is under way; nobody is answered any more.
  @Override
  public void close() {
    threads.values().forEach(Thread::interrupt);
  }

  /// One part, on its way.
  private final class Errand implements SoloFlow.Observer {
    private final Once.Part part;
    private final RunLog log = new RunLog(run);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile String problem = "";

    Errand(Once.Part part) {
      this.part = part;
    }

    private WentThrough go(SharedValues given) throws InterruptedException {
      long beganNs = System.nanoTime();
      SharedValues values = SharedValues.NONE;
      Plan only = SoloFlow.plan(plan, plan.once().scenario(part));
      try (Sending sending = new Resolving(targets, only).after(rehearsal).get()) {
        sending.tokens().keepFresh();
        Set<String> wanted = part == Once.Part.BEFORE ? plan.once().shared() : Set.of();
        values =
            SoloFlow.go(
                only, sending.requesters(), sending.tokens(), given, wanted, this, Once.MAX_NS);
      } catch (ExecutionException e) {
        fails(Resolving.messageOf(e.getCause() instanceof TimeoutException late ? late : e));
      } catch (TimeoutException e) {
        fails("it took more than " + Once.MAX_NS / 1_000_000_000L + " s");
      } catch (RuntimeException e) {
        fails(String.valueOf(e.getMessage()));
      }
      return new WentThrough(
          run, worker, part, values, requests.get(), System.nanoTime() - beganNs, problem);
    }

    /// The first problem is said.
    private synchronized void fails(String why) {
      problem = problem.isEmpty() ? why : problem;
    }

    /// Traffic without what comes before it would measure something else; of a clean-up, the rest
    /// is done all the same.
    @Override
    public boolean onExchange(Walked exchange) {
      requests.incrementAndGet();
      if (exchange.outcome() == Outcome.SUCCEEDED) {
        return true;
      }
      fails(problemOf(exchange));
      return part == Once.Part.AFTER;
    }

    @Override
    public void onLog(String line) {
      log.add(line);
    }

    private static String problemOf(Walked exchange) {
      String answer =
          exchange.status() == 0 ? "had no answer" : "was answered with " + exchange.status();
      return "the request \"%s\" %s and counts as %s"
          .formatted(exchange.request().name(), answer, exchange.outcome().id());
    }
  }
}
