package dev.spate.worker;

import dev.spate.worker.http.io.Transport;
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
public record TransportChoice(Transport transport, Map<Transport, Double> perCpuSecond) {
  /// So much more than epoll another one has to bring to be taken instead.
  static final double MARGIN = 1.05;

  public TransportChoice {
    perCpuSecond = Map.copyOf(perCpuSecond);
  }

  /// The one that there is.
  static TransportChoice only(Transport transport) {
    return new TransportChoice(transport, Map.of());
  }

  /// The one whose rounds have the highest median; epoll, where it is there and that one is within
  /// [#MARGIN] of it: two starts on the same machine should choose the same.
  ///
  /// @param rounds what each brought in each round, requests per CPU-second; 0 where it broke
  static TransportChoice of(Map<Transport, List<Double>> rounds) {
    Map<Transport, Double> medians = new EnumMap<>(Transport.class);
    rounds.forEach((transport, figures) -> medians.put(transport, median(figures)));
    Transport chosen = Transport.usual();
    double toBeat = medians.getOrDefault(Transport.EPOLL, 0.0) * MARGIN;
    for (Map.Entry<Transport, Double> one : medians.entrySet()) {
      if (one.getKey() != Transport.EPOLL && one.getValue() > toBeat) {
        chosen = one.getKey();
        toBeat = one.getValue();
      }
    }
    return new TransportChoice(chosen, medians);
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
    return "transport "
        + transport.id()
        + (figures.isEmpty() ? "" : " (requests per CPU-second: " + figures + ")");
  }
}
