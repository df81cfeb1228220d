package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalTextTest {
  @Test
  void whatCouldMoveTheCursorIsAQuestionMark() {
    assertThat(TerminalText.line("a\u001b[2Jb\nc\u009b2Jd\u007f")).isEqualTo("a?[2Jb?c?2Jd?");
  }

  @Test
  void namesKeepTheirEnds() {
    assertThat(TerminalText.shortened("GET /products/of/a/shop", 11)).isEqualTo("GET /…/shop");
    assertThat(TerminalText.shortened("GET /", 11)).isEqualTo("GET /");
  }

  @Test
  void linesFitAndAreIndented() {
    assertThat(TerminalText.wrapped("word ".repeat(30).strip(), 4).lines())
        .allMatch(line -> line.length() <= 80)
        .element(1)
        .asString()
        .startsWith("    word");
    assertThat(TerminalText.wrapped("x".repeat(200), 2).lines())
        .allMatch(line -> line.length() <= 80);
  }
}
