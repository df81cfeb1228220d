package dev.spate.worker.engine;

import dev.spate.plan.Plan;
import dev.spate.plan.SharedValues;
import dev.spate.worker.template.VariablePlaces;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the variables of a virtual user are at the end of its flow.
public final class LastValues {
  private LastValues() {}

  /// @param user one that [leaves][Requester#leave]
  /// @param variables their names, each of which something in the plan gives a value
  /// @throws IllegalArgumentException where the values are too large together
  public static SharedValues of(Plan plan, Exchange user, Collection<String> variables) {
    if (!(user instanceof VirtualUser known)) {
      throw new IllegalStateException("not a virtual user: " + user);
    }
    VariablePlaces places = VariablePlaces.of(plan);
    Map<String, String> values = new LinkedHashMap<>();
    variables.forEach(name -> values.put(name, known.variables().get(places.placeOf(name))));
    return new SharedValues(values);
  }
}
