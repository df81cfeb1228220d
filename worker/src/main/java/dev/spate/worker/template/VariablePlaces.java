package dev.spate.worker.template;

import dev.spate.plan.Choice;
import dev.spate.plan.Feed;
import dev.spate.plan.Group;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Log;
import dev.spate.plan.Parallel;
import dev.spate.plan.Plan;
import dev.spate.plan.Repeat;
import dev.spate.plan.Scenario;
import dev.spate.plan.SetVariables;
import dev.spate.plan.SharedValues;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where each variable of a plan is kept: a number from 0 to the [#size]; and where the texts of
/// the plan find what is nobody's variable, its access tokens. Immutable.
public final class VariablePlaces {
  private final Map<String, Integer> places = new HashMap<>();
  private final AccessTokens tokens;

  private VariablePlaces(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /// A place for every variable that the plan gives a value.
  public static VariablePlaces of(Plan plan) {
    return of(plan, AccessTokens.NONE);
  }

  /// The same.
  ///
  /// @param tokens of the plan's clients
  public static VariablePlaces of(Plan plan, AccessTokens tokens) {
    VariablePlaces places = new VariablePlaces(tokens);
    plan.once().shared().forEach(places::add);
    plan.scenarios().stream().flatMap(Scenario::steps).forEach(step -> places.addAll(plan, step));
    return places;
  }

  /// A place for each of these.
  static VariablePlaces ofNames(List<String> names) {
    VariablePlaces places = new VariablePlaces(AccessTokens.NONE);
    names.forEach(places::add);
    return places;
  }

  private void addAll(Plan plan, Step step) {
    switch (step) {
      case Think _, Group _, Choice _, Repeat _, Log _, Parallel _ -> {}
      case Feed(String feeder) -> plan.feeder(feeder).columns().forEach(this::add);
      case SetVariables set -> set.assignments().forEach(each -> add(each.variable()));
      case HttpRequest request -> request.captures().forEach(each -> add(each.variable()));
    }
  }

  private void add(String variable) {
    places.putIfAbsent(variable, places.size());
  }

  AccessTokens tokens() {
    return tokens;
  }

  public int size() {
    return places.size();
  }

  /// What a virtual user begins with that is given these: every variable that has none of them is
  /// empty.
  ///
  /// @throws IllegalArgumentException for a variable that nothing in the plan gives a value
  public String[] filledWith(SharedValues given) {
    String[] values = new String[size()];
    Arrays.fill(values, "");
    given.byName().forEach((variable, value) -> values[placeOf(variable)] = value);
    return values;
  }

  /// The place of a variable; a new name has none.
  ///
  /// @throws IllegalArgumentException for a variable that nothing in the plan gives a value
  public int placeOf(String variable) {
    Integer place = places.get(variable);
    if (place == null) {
      throw new IllegalArgumentException("nothing gives the variable " + variable + " a value");
    }
    return place;
  }
}
