package dev.spate.worker;

import dev.spate.worker.engine.Requester;

/// With what a worker sends the requests of a plan.
///
/// @param requesters that know the way to the target
/// @param tokens that the requests want
record Sending(Requester.Factory requesters, ClientTokens tokens) implements AutoCloseable {
  @Override
  public void close() {
    tokens.close();
  }
}
