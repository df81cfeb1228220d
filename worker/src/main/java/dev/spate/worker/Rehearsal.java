package dev.spate.worker;

import dev.spate.plan.OpenLoad.Arrivals;
import dev.spate.worker.http.io.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a worker's first requests to itself, whose counts nobody sees. So the code is compiled,
/// and memory touched, before arrival 0 of the first run; a cold JVM would be late by tens of
/// milliseconds for seconds. Where there is a choice of transports, it is made on the way: they
/// take turns, and the one that costs the least processor time a request is taken. Once a process.
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final long ROUND_MS = 80;
  private static final long COMPARE_NS = 2_000_000_000L;
  private static final long ALONE_MS = 900;
  private static final long OPEN_MS = 300;

  private Rehearsal() {}

  /// Takes about two seconds. A rehearsal that fails is no reason not to play: what kept it from
  /// its end is logged.
  ///
  /// @param candidates at least one
  /// @param onChosen is told the transport, once, as soon as it is chosen
  /// @return the chosen one
  static Transport hold(List<Transport> candidates, Consumer<TransportChoice> onChosen) {
    TransportChoice choice = TransportChoice.only(candidates.getFirst());
    boolean told = false;
    try (SelfLoad load = new SelfLoad()) {
      if (candidates.size() > 1) {
        choice = compare(load, candidates);
      }
      told = true;
      onChosen.accept(choice);
      if (candidates.size() == 1) {
        var _ = load.send(choice.transport(), SelfLoad.closed(ALONE_MS));
      }
      var _ =
          load.send(
              choice.transport(),
              SelfLoad.open(Arrivals.POISSON, OPEN_MS),
              SelfLoad.open(Arrivals.UNIFORM, OPEN_MS));
    } catch (IOException | RuntimeException e) {
      LOG.warn("the rehearsal failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return told ? choice.transport() : skip(candidates, onChosen);
  }

  /// Chooses without a trial.
  ///
  /// @param candidates and onChosen as above
  static Transport skip(List<Transport> candidates, Consumer<TransportChoice> onChosen) {
    Transport usual = Transport.usual();
    Transport chosen = candidates.contains(usual) ? usual : candidates.getFirst();
    onChosen.accept(TransportChoice.only(chosen));
    return chosen;
  }

  /// Until the figures have come to rest, which takes a second, or the time is over.
  private static TransportChoice compare(SelfLoad load, List<Transport> candidates)
      throws InterruptedException {
    Map<Transport, List<Double>> rounds = new EnumMap<>(Transport.class);
    long startNs = System.nanoTime();
    do {
      for (Transport transport : candidates) {
        rounds
            .computeIfAbsent(transport, _ -> new ArrayList<>())
            .add(load.send(transport, SelfLoad.closed(ROUND_MS)).perCpuSecond());
      }
    } while (!TransportChoice.settled(rounds) && System.nanoTime() - startNs < COMPARE_NS);
    return TransportChoice.of(rounds);
  }
}
