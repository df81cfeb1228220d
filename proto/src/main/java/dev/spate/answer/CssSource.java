package dev.spate.answer;

import dev.spate.answer.Answer.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.Selector;

/// An attribute, or the text, of what a CSS selector finds in an HTML page.
public final class CssSource implements Source {
  /// The longest selector, in characters.
  public static final int MAX_LENGTH = 1_000;

  private final Evaluator selector;
  private final String attribute;

  /// @param attribute whose values are taken; empty for the text of the elements
  /// @throws IllegalArgumentException where it is no selector, with a message for people
  public CssSource(String selector, String attribute) {
    if (selector.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a selector has at most " + MAX_LENGTH + " characters");
    }
    try {
      this.selector = Selector.evaluatorOf(selector);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException("not a CSS selector: " + e.getMessage(), e);
    }
    this.attribute = attribute;
  }

  @Override
  public Wanted wanted() {
    return Wanted.BODY;
  }

  /// An element without the attribute is passed over.
  @Override
  public List<String> find(AnswerReader answer) {
    List<String> values = new ArrayList<>();
    for (Element element : answer.html().select(selector)) {
      if (values.size() == MAX_FOUND) {
        break;
      }
      if (attribute.isEmpty()) {
        values.add(element.text());
      } else if (element.hasAttr(attribute)) {
        values.add(element.attr(attribute));
      }
    }
    return values;
  }
}
