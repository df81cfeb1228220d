package dev.spate.worker.template;

import dev.spate.plan.HttpRequest;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.List;

/// What goes into the holes of a request, in their order: those of its path, its headers, its body.
/// Immutable.
public final class HoleValues {
  private final List<Phrase> values;
  private final int beforeBody;

  private HoleValues(List<Phrase> values, int beforeBody) {
    this.values = List.copyOf(values);
    this.beforeBody = beforeBody;
  }

  public static HoleValues of(HttpRequest request, VariablePlaces places) {
    List<Phrase> values = new ArrayList<>();
    add(request.path(), places, values);
    for (RequestHeader header : request.headers()) {
      add(header.value(), places, values);
    }
    int beforeBody = values.size();
    Template body = request.body().template();
    if (body != null) {
      add(body, places, values);
    }
    return new HoleValues(values, beforeBody);
  }

  private static void add(Template template, VariablePlaces places, List<Phrase> values) {
    template
        .holes()
        .map(hole -> Phrase.of(new Template(List.of(hole)), places))
        .forEach(values::add);
  }

  /// How many of them go into the path and the headers.
  public int beforeBody() {
    return beforeBody;
  }

  public int count() {
    return values.size();
  }

  /// What goes into one of them, encoded for its place.
  public String valueFor(int hole, Variables variables) {
    return values.get(hole).textFor(variables);
  }
}
