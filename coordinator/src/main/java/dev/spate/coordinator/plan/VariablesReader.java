package dev.spate.coordinator.plan;

import dev.spate.plan.Expression;
import dev.spate.plan.SetVariables;
import dev.spate.plan.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the variables of the plan and of its scenarios, and the steps that set them.
final class VariablesReader {
  private static final int MOST = 1_000;
  private static final String WANTED = "variables and their values";

  private final Given given;

  /// Of the plan, by name.
  private final Map<String, Value.Field> shared = new LinkedHashMap<>();

  private VariablesReader(Given given) {
    this.given = given;
  }

  /// @param root of the plan, for what is given and is not there
  static VariablesReader of(Optional<Value> variables, Value root, Given given) {
    VariablesReader reader = new VariablesReader(given);
    variables.ifPresent(value -> reader.gather(value, reader.shared));
    for (String name : given.variables().keySet()) {
      if (!reader.shared.containsKey(name)) {
        variables
            .orElse(root)
            .problem(
                "-e gives the variable \"%s\" a value, which the plan has not"
                    .formatted(Paths.printable(name)),
                reader.shared.isEmpty()
                    ? "variables: { NAME: its value where none is given }"
                    : Spelling.suggest(name, reader.shared.keySet()));
      }
    }
    return reader;
  }

  private void gather(Value mapping, Map<String, Value.Field> fields) {
    List<Value.Field> entries = mapping.entries(WANTED);
    if (entries.size() > MOST) {
      mapping.problem("has at most " + MOST + " variables, not " + entries.size(), "");
      return;
    }
    for (Value.Field field : entries) {
      if (isName(field)) {
        fields.put(field.name(), field);
      }
    }
  }

  /// Whether a variable may be called so; reports where not.
  static boolean isName(Value.Field field) {
    String name = field.name();
    if (!Expression.isName(name)) {
      field.key().problem("a variable's name has letters, digits and _, 100 at most", "");
      return false;
    }
    if (name.equals(Expression.USER_NUMBER) || name.equals(Expression.ARRIVAL_NUMBER)) {
      field.key().problem("is built in and always has its value", "call yours something else");
      return false;
    }
    return true;
  }

  /// What a scenario begins with.
  ///
  /// @param scope where what is the same for everybody is found from now on
  /// @param own the scenario's variables, in place of the plan's of the same name
  /// @param assigned what its steps give values: that is never the same for everybody
  /// @param known what has a value when it begins: that of the plan, which `beforeRun` began with
  /// @return what has to be set as its first step
  List<SetVariables.Assignment> begin(
      Scope scope, Optional<Value> own, Set<String> assigned, Set<String> known) {
    Map<String, Value.Field> hidden = new LinkedHashMap<>();
    own.ifPresent(value -> gather(value, hidden));
    Map<String, Value.Field> fields = new LinkedHashMap<>(shared);
    fields.keySet().removeAll(known);
    fields.putAll(hidden);
    List<SetVariables.Assignment> first = new ArrayList<>();
    fields.forEach((name, field) -> {
      if (scope.varies(name)) {
        field
            .key()
            .problem(
                "is a column of the scenario's feeder as well", "give one of them another name");
        return;
      }
      boolean overridden = !hidden.containsKey(name) && given.variables().containsKey(name);
      Optional<Template> value =
          overridden
              ? Optional.of(Template.of(given.variables().getOrDefault(name, "")))
              : value(field, scope);
      if (value.isPresent() && value.get().constant() && !assigned.contains(name)) {
        scope.setConstant(name, value.get());
      } else {
        scope.setVarying(name);
        value.ifPresent(text -> first.add(new SetVariables.Assignment(name, text)));
      }
    });
    known.stream()
        .filter(name -> Expression.isName(name) && scope.constant(name).isEmpty())
        .forEach(scope::setVarying);
    return first;
  }

  private static Optional<Template> value(Value.Field field, Scope scope) {
    if (field.value().node() instanceof Node.Scalar scalar && scalar.isNull()) {
      field.key().problem("has no value", "give it one with -e " + field.name() + "=VALUE");
      return Optional.empty();
    }
    return field
        .value()
        .text("a text or a number")
        .flatMap(text -> scope.read(field.key(), text, Template.Encoding.PLAIN));
  }

  /// The variables that a step gives values.
  static Optional<SetVariables> set(Value mapping, Scope scope) {
    List<SetVariables.Assignment> assignments = new ArrayList<>();
    List<Value.Field> fields = mapping.entries(WANTED);
    for (Value.Field field : fields) {
      if (isName(field)) {
        value(field, scope)
            .ifPresent(value -> assignments.add(new SetVariables.Assignment(field.name(), value)));
        scope.setVarying(field.name());
      }
    }
    if (mapping.node() instanceof Node.Mapping && (fields.isEmpty() || fields.size() > MOST)) {
      mapping.problem("sets 1 to " + MOST + " variables", "set: { page: 1 }");
      return Optional.empty();
    }
    return assignments.size() == fields.size() && !fields.isEmpty()
        ? Optional.of(new SetVariables(assignments))
        : Optional.empty();
  }
}
