package dev.spate.coordinator.plan;

import dev.spate.plan.Expression;
import dev.spate.plan.Template;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the texts of a scenario may name in their holes, from its first step on. Grows with the
/// steps that give variables their values.
final class Scope {
  private final Given given;
  private final Map<String, Template> constants = new LinkedHashMap<>();
  private final Set<String> varying = new LinkedHashSet<>();
  private boolean all;

  Scope(Given given) {
    this.given = given;
    varying.add(Expression.USER_NUMBER);
    varying.add(Expression.ARRIVAL_NUMBER);
  }

  /// The same, to go on from here on a way of its own.
  Scope copy() {
    Scope copy = new Scope(given);
    copy.constants.putAll(constants);
    copy.varying.addAll(varying);
    copy.all = all;
    return copy;
  }

  /// From here on all is known that was known at the end of another way.
  void join(Scope way) {
    varying.addAll(way.varying);
  }

  /// A variable is the same for everybody, always.
  void setConstant(String variable, Template value) {
    constants.put(variable, value);
  }

  /// From here on a variable is whatever each virtual user has it be.
  void setVarying(String variable) {
    varying.add(variable);
  }

  /// For texts of which nobody knows who goes through them: every variable is known.
  static Scope ofAll(Given given) {
    Scope scope = new Scope(given);
    scope.all = true;
    return scope;
  }

  /// Whether it takes variables for known of which nobody knows what they are.
  boolean guesses() {
    return all;
  }

  boolean varies(String variable) {
    return varying.contains(variable) || (all && Expression.isName(variable));
  }

  Optional<Template> constant(String variable) {
    return Optional.ofNullable(constants.get(variable));
  }

  /// What is known so far.
  Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(constants.keySet());
    names.addAll(varying);
    return names;
  }

  Given given() {
    return given;
  }

  /// Reads a text with holes, or reports what is wrong with it.
  ///
  /// @param at where the problem goes
  Optional<Template> read(Value at, String text, Template.Encoding encoding) {
    try {
      return Optional.of(new TextParser(text, this, encoding).parse());
    } catch (TextException e) {
      at.problem(e.message(), e.suggestion());
    } catch (IllegalArgumentException e) {
      at.problem(String.valueOf(e.getMessage()), "");
    }
    return Optional.empty();
  }
}
