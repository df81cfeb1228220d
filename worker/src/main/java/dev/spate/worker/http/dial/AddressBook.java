package dev.spate.worker.http.dial;

import dev.spate.worker.engine.Clock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// The addresses of a loop's destination, looked up as the plan says. Belongs to the loop's thread.
final class AddressBook {
  /// Wants to know whether there are addresses. Who has lost interest ignores it.
  interface Seeker {
    /// @param found false where the name has no address that connections may go to
    void onAddresses(boolean found);
  }

  private final Destination destination;
  private final Clock clock;
  private final Executor loop;
  private final AddressRotation rotation;

  /// Those that wait for the answer under way, which [Resolve#TTL] asks for all of them once.
  private final ArrayDeque<Seeker> waiting = new ArrayDeque<>();

  private long foundNs;
  private long askedNs;

  /// @param loop runs what it is given on the loop's thread
  AddressBook(Destination destination, Clock clock, Executor loop) {
    this.destination = destination;
    this.clock = clock;
    this.loop = loop;
    rotation = new AddressRotation(destination.addresses());
    if (destination instanceof Destination.Named named) {
      foundNs = named.foundNs();
    }
  }

  /// The addresses as they are known now.
  AddressRotation rotation() {
    return rotation;
  }

  /// Makes sure that the addresses are as fresh as the plan wants them for a connection.
  ///
  /// @param seeker told at once, or on the loop's thread when there is an answer
  void seek(Seeker seeker) {
    switch (destination) {
      case Destination.Fixed _ -> seeker.onAddresses(true);
      case Destination.Named named -> seek(named, seeker);
    }
  }

  private void seek(Destination.Named named, Seeker seeker) {
    switch (named.resolve()) {
      case ONCE -> seeker.onAddresses(true);
      case TTL -> {
        if (clock.nanoTime() - foundNs < named.ttlNs()) {
          seeker.onAddresses(true);
        } else {
          join(named, seeker);
        }
      }
      case CONNECTION -> ask(named, found -> seeker.onAddresses(learn(named, found)));
    }
  }

  /// Waits for the answer under way, or asks. Where an answer does not come at all, those that
  /// waited for it have timed out, and it is asked for again.
  private void join(Destination.Named named, Seeker seeker) {
    long nowNs = clock.nanoTime();
    boolean ask = waiting.isEmpty() || nowNs - askedNs > named.ttlNs();
    waiting.add(seeker);
    if (ask) {
      askedNs = nowNs;
      ask(named, found -> onAnswer(named, found));
    }
  }

  private void onAnswer(Destination.Named named, List<InetAddress> found) {
    boolean usable = learn(named, found);
    if (usable) {
      foundNs = clock.nanoTime();
    }
    for (int count = waiting.size(); count > 0; count--) {
      waiting.remove().onAddresses(usable);
    }
  }

  private void ask(Destination.Named named, Consumer<List<InetAddress>> answer) {
    named.desk().ask(named.name().host(), loop, answer);
  }

  private boolean learn(Destination.Named named, List<InetAddress> found) {
    List<InetSocketAddress> usable = named.name().usable(found);
    if (usable.isEmpty()) {
      return false;
    }
    rotation.replace(usable);
    return true;
  }
}
