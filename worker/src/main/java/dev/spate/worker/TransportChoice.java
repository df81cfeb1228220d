package dev.spate.worker;

import dev.spate.worker.http.io.Transport;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Which transport a worker uses, and why.
///
/// @param transport the one
/// @param perCpuSecond requests for each second of a loop's processor time, of those that were
///   compared; empty where there was nothing to compare
/// @param settled whether the figures had come to rest, so that they decide
public record TransportChoice(
    Transport transport, Map<Transport, Double> perCpuSecond, boolean settled) {
  /// So much more than epoll another one has to bring to be taken instead.
  static final double MARGIN = 1.05;

  /// The last rounds are those that count, and have to agree to this factor: before, code that is
  /// still interpreted is compared with code that is compiled.
  static final int LAST_ROUNDS = 3;

  static final double AGREEMENT = 1.15;

  public TransportChoice {
    perCpuSecond = Map.copyOf(perCpuSecond);
  }

  /// The one that there is.
  static TransportChoice only(Transport transport) {
    return new TransportChoice(transport, Map.of(), true);
  }

  /// The one whose last rounds have the highest median; [Transport#usual] where that one is not
  /// [#MARGIN] better, or the rounds do not agree: two starts on the same machine should choose the
  /// same.
  ///
  /// @param rounds what each brought in each round, requests per CPU-second; 0 where it broke
  static TransportChoice of(Map<Transport, List<Double>> rounds) {
    Map<Transport, Double> medians = new EnumMap<>(Transport.class);
    rounds.forEach((transport, figures) -> medians.put(transport, median(last(figures))));
    Transport usual = Transport.usual();
    boolean settled = settled(rounds);
    Transport chosen = usual;
    double toBeat = medians.getOrDefault(usual, 0.0) * MARGIN;
    for (Map.Entry<Transport, Double> one : medians.entrySet()) {
      if (settled && one.getKey() != usual && one.getValue() > toBeat) {
        chosen = one.getKey();
        toBeat = one.getValue();
      }
    }
    return new TransportChoice(chosen, medians, settled);
  }

  /// Whether the last rounds of each agree.
  static boolean settled(Map<Transport, List<Double>> rounds) {
    return rounds.values().stream()
        .allMatch(figures ->
            figures.size() > LAST_ROUNDS
                && Collections.max(last(figures)) <= AGREEMENT * Collections.min(last(figures)));
  }

  private static List<Double> last(List<Double> figures) {
    return figures.subList(Math.max(0, figures.size() - LAST_ROUNDS), figures.size());
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /// In one line, such as `transport io_uring (requests per CPU-second: io_uring 181,000, epoll
  /// 150,000)`.
  public String line() {
    String figures =
        perCpuSecond.entrySet().stream()
            .sorted(
                Comparator.comparingDouble((Map.Entry<Transport, Double> one) -> -one.getValue()))
            .map(one -> String.format(Locale.ROOT, "%s %,.0f", one.getKey().id(), one.getValue()))
            .collect(Collectors.joining(", "));
    String what = settled ? "requests per CPU-second: " : "undecided; requests per CPU-second: ";
    return "transport " + transport.id() + (figures.isEmpty() ? "" : " (" + what + figures + ")");
  }
}
