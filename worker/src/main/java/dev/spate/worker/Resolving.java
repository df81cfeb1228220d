package dev.spate.worker;

import dev.spate.plan.Plan;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.HttpRequesters;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.dial.TargetResolver;
import dev.spate.worker.http.dial.Way;
import dev.spate.worker.http.io.Transport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the way to a plan's target, which may take a resolver of names, and gets what its requests
/// say who they are with.
record Resolving(TargetPolicy targets, Plan plan) {
  /// How long the rehearsal, the resolver of names and the authorization servers may take together.
  private static final long LIMIT_SECONDS = 25;

  /// @param rehearsal says by which transport
  CompletableFuture<Sending> after(CompletableFuture<Transport> rehearsal) {
    return rehearsal
        .thenApplyAsync(this::sending, Thread::startVirtualThread)
        .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private Sending sending(Transport transport) {
    try {
      Requester.Factory requesters = resolve(transport);
      return new Sending(requesters, ClientTokens.of(plan, targets, transport));
    } catch (TokenException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  Requester.Factory resolve(Transport transport) {
    try {
      Way way = new TargetResolver(targets).resolve(plan);
      return HttpRequesters.create(plan, way, transport);
    } catch (TargetException e) {
      throw new CompletionException(e);
    }
  }

  static String messageOf(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "the target's name was not resolved, or an access token not given, within %d s"
          .formatted(LIMIT_SECONDS);
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
