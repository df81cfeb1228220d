package dev.spate.worker.template;

import dev.spate.plan.Template;
import java.util.List;

/// A compiled [Template]. Immutable.
public final class Phrase {
  private final List<Formula> pieces;

  private Phrase(List<Formula> pieces) {
    this.pieces = pieces;
  }

  public static Phrase of(Template template, VariablePlaces places) {
    return new Phrase(template.parts().stream().map(part -> piece(part, places)).toList());
  }

  private static Formula piece(Template.Part part, VariablePlaces places) {
    return switch (part) {
      case Template.Text(String text) -> _ -> text;
      case Template.Secret(_, String text) -> _ -> text;
      case Template.File(String name, _) ->
          throw new IllegalArgumentException("a file stands in a body only: " + name);
      case Template.Hole hole -> hole(hole, places);
    };
  }

  private static Formula hole(Template.Hole hole, VariablePlaces places) {
    Formula value = Formula.of(hole.value(), places);
    Template.Encoding encoding = hole.encoding();
    return encoding == Template.Encoding.PLAIN
        ? value
        : variables -> encoding.encode(value.valueFor(variables));
  }

  /// The text with its holes filled.
  public String textFor(Variables variables) {
    if (pieces.size() == 1) {
      return pieces.getFirst().valueFor(variables);
    }
    StringBuilder text = new StringBuilder();
    for (Formula piece : pieces) {
      text.append(piece.valueFor(variables));
    }
    return text.toString();
  }
}
