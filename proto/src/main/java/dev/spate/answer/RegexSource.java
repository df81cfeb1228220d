package dev.spate.answer;

import com.google.re2j.Matcher;
import dev.spate.answer.Answer.Wanted;
import java.util.ArrayList;
import java.util.List;

/// What a group of a regular expression matches in the body, match after match.
public final class RegexSource implements Source {
  private final SafeRegex regex;
  private final int group;

  /// @param group 0 for all that matches
  /// @throws IllegalArgumentException where there is no such group
  public RegexSource(SafeRegex regex, int group) {
    if (group < 0 || group > regex.groups()) {
      throw new IllegalArgumentException(
          "the regular expression has no group " + group + "; its last one is " + regex.groups());
    }
    this.regex = regex;
    this.group = group;
  }

  @Override
  public Wanted wanted() {
    return Wanted.BODY;
  }

  @Override
  public List<String> find(AnswerReader answer) {
    List<String> values = new ArrayList<>();
    Matcher matcher = regex.matcher(answer.text());
    while (values.size() < MAX_FOUND && matcher.find()) {
      String value = matcher.group(group);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
