package dev.spate.worker.engine;

import dev.spate.answer.Answer.Wanted;
import dev.spate.answer.AnswerReader;
import dev.spate.answer.Picks;
import dev.spate.answer.Source;
import dev.spate.answer.Sources;
import dev.spate.measure.Outcome;
import dev.spate.plan.Capture;
import dev.spate.plan.Draws;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.template.VariablePlaces;
import dev.spate.worker.template.Variables;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the answers to a request are read for: checks, which all have to hold, and then captures.
/// Compiled; belongs to one loop.
final class Reading {
  private final List<CompiledCheck> checks;
  private final List<Place> places;
  private final Wanted wanted;
  private final boolean picks;

  /// A capture.
  private record Place(Capture capture, Source source, int variable) {}

  private Reading(List<CompiledCheck> checks, List<Place> places) {
    this.checks = checks;
    this.places = places;
    this.wanted =
        Stream.concat(
                checks.stream().map(CompiledCheck::wanted),
                places.stream().map(place -> place.source().wanted()))
            .reduce(Wanted.NOTHING, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    this.picks = places.stream().anyMatch(place -> place.capture().pick() == Capture.Pick.RANDOM);
  }

  /// Null for a request whose answers are judged by their status alone.
  static @Nullable Reading of(HttpRequest request, VariablePlaces variables) {
    if (request.checks().isEmpty() && request.captures().isEmpty()) {
      return null;
    }
    return new Reading(
        request.checks().stream().map(check -> CompiledCheck.of(check, variables)).toList(),
        request.captures().stream()
            .map(capture ->
                new Place(
                    capture, Sources.of(capture.source()), variables.placeOf(capture.variable())))
            .toList());
  }

  /// What of an answer it looks at.
  Wanted wanted() {
    return wanted;
  }

  /// Whether it picks one of several values at random.
  boolean picks() {
    return picks;
  }

  /// Judges an answer whose status is as it should be, and gives the variables their values. One
  /// whose place is empty keeps what it was.
  ///
  /// @param serviceNs how long the answer took from its request's first byte
  /// @param drawn random bits, where it [picks][#picks]. They were drawn when the request was sent:
  ///   what is random in a flow may not depend on which of several answers comes first, or on
  ///   whether one comes at all
  /// @return SUCCEEDED, CHECK or CAPTURE
  Outcome read(AnswerReader answer, long serviceNs, Variables variables, long drawn) {
    for (CompiledCheck check : checks) {
      if (!check.holds(answer, serviceNs, variables)) {
        return Outcome.CHECK;
      }
    }
    boolean complete = true;
    for (int place = 0; place < places.size(); place++) {
      complete &= capture(places.get(place), answer, variables, Draws.bits(drawn, place));
    }
    return complete ? Outcome.SUCCEEDED : Outcome.CAPTURE;
  }

  private static boolean capture(Place place, AnswerReader answer, Variables variables, long bits) {
    Capture capture = place.capture();
    String value = Picks.of(capture.pick(), place.source().find(answer), bits);
    if (value == null) {
      value = capture.fallback();
    }
    if (value == null) {
      return false;
    }
    variables.set(place.variable(), value);
    return true;
  }
}
