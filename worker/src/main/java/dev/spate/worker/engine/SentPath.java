package dev.spate.worker.engine;

import dev.spate.plan.Plan;
import dev.spate.plan.Template;
import java.nio.charset.StandardCharsets;

/// The path of a request as the target sees it, without the query. Immutable.
final class SentPath {
  private final String base;
  private final Template path;

  /// All of it where it has no holes, and with the query.
  private final String constant;

  private final String wholeConstant;

  SentPath(Plan plan, Template path) {
    this.base = plan.target().basePath();
    this.path = path;
    this.wholeConstant = path.constant() ? base + path.text() : "";
    this.constant = withoutQuery(wholeConstant);
  }

  /// @param filling of the request, whose first values are those of the path
  String textFor(Filling filling) {
    return constant.isEmpty() ? withoutQuery(whole(filling)) : constant;
  }

  /// The same with the query.
  String whole(Filling filling) {
    if (!wholeConstant.isEmpty()) {
      return wholeConstant;
    }
    StringBuilder text = new StringBuilder(base);
    int hole = 0;
    for (Template.Part part : path.parts()) {
      switch (part) {
        case Template.Text(String piece) -> text.append(piece);
        case Template.Secret(_, String piece) -> text.append(piece);
        case Template.File _ -> {} // in bodies only
        case Template.Hole _ -> {
          int start = filling.start(hole);
          int length = filling.length(hole++);
          text.append(new String(filling.bytes(), start, length, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return text.toString();
  }

  private static String withoutQuery(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
