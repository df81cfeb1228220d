package dev.spate.coordinator.report;

import dev.spate.measure.ErrorSample;
import dev.spate.measure.Interval;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// The samples of failed answers of the whole cluster: the earliest of each request and outcome, as
/// many as the plan says, and no more than [#MOST] together. Which ones does not depend on the
/// order in which reports come.
final class ErrorSampleFold {
  /// So that a report stays readable, and the memory of the fold bounded: 8 MB of text.
  static final int MOST = 1_000;

  private record Kind(String request, Outcome outcome) {}

  private record Found(String worker, ErrorSample sample) {
    private static final Comparator<Found> EARLIEST_FIRST =
        Comparator.<Found>comparingLong(found -> found.sample().atNs())
            .thenComparing(Found::worker)
            .thenComparing(found -> found.sample().request())
            .thenComparing(found -> found.sample().outcome())
            .thenComparing(found -> found.sample().text());

    Kind kind() {
      return new Kind(sample.request(), sample.outcome());
    }
  }

  private final Set<String> requests;
  private final int mostOfAKind;
  private final NavigableSet<Found> all = new TreeSet<>(Found.EARLIEST_FIRST);
  private final Map<Kind, NavigableSet<Found>> kinds = new HashMap<>();

  ErrorSampleFold(Plan plan) {
    requests = Set.copyOf(plan.requestNames());
    mostOfAKind = plan.http().sampleErrors();
  }

  /// Takes the samples of a report, those of requests that the plan has.
  void add(Interval interval) {
    for (ErrorSample sample : interval.samples()) {
      if (requests.contains(sample.request())) {
        add(new Found(interval.worker(), sample));
      }
    }
  }

  private void add(Found found) {
    NavigableSet<Found> ofKind = ofKind(found);
    ofKind.add(found);
    all.add(found);
    if (ofKind.size() > mostOfAKind) {
      all.remove(ofKind.removeLast());
    }
    if (all.size() > MOST) {
      Found last = all.removeLast();
      ofKind(last).remove(last);
    }
  }

  private NavigableSet<Found> ofKind(Found found) {
    return kinds.computeIfAbsent(found.kind(), _ -> new TreeSet<>(Found.EARLIEST_FIRST));
  }

  /// By kind, the earliest first.
  List<Report.ErrorSample> rows() {
    return all.stream()
        .sorted(
            Comparator.<Found, String>comparing(found -> found.sample().request())
                .thenComparing(found -> found.sample().outcome())
                .thenComparing(Found.EARLIEST_FIRST))
        .map(ErrorSampleFold::row)
        .toList();
  }

  private static Report.ErrorSample row(Found found) {
    ErrorSample sample = found.sample();
    return new Report.ErrorSample(
        sample.request(),
        sample.outcome().id(),
        sample.status(),
        sample.atNs() / 1e9,
        found.worker(),
        sample.text());
  }
}
