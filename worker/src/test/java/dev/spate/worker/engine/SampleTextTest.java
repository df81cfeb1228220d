package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.ErrorSample;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SampleTextTest {
  private static String text(String answer) {
    return SampleText.of(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void printableTextStaysAsItIs() {
    assertThat(text("HTTP/1.1 500 Oops\r\nX-Cause: disk\r\n\r\n{\"a\":\n\"b\"}"))
        .isEqualTo("HTTP/1.1 500 Oops\nX-Cause: disk\n\n{\"a\":\n\"b\"}");
  }

  @Test
  void otherBytesAreEscaped() {
    assertThat(text("a\tb\u0000\u001b[2J\u00ff")).isEqualTo("a\\tb\\x00\\x1b[2J\\xff");
    assertThat(text("a\rb")).isEqualTo("a\\r\nb");
  }

  @Test
  void valuesOfSecretHeadersAreMasked() {
    assertThat(
            text(
                "HTTP/1.1 401 No\r\nSet-Cookie: sid=s3cret; Secure\r\nx-api-key:s3cret\r\nB: 1\r\n"))
        .isEqualTo("HTTP/1.1 401 No\nSet-Cookie: ***\nx-api-key: ***\nB: 1\n");
  }

  @Test
  void soAreTheirFurtherLines() {
    assertThat(text("HTTP/1.1 401 No\nSet-Cookie: a\n sid=s3cret\n\tmore=s3cret\nB: 1\n c"))
        .doesNotContain("s3cret")
        .endsWith("\nB: 1\n c");
  }

  @Test
  void aMalformedHeadKeepsItsSecretsToo() {
    assertThat(text("HTTP/1.1 500 Oops\rSet-Cookie\u0000 : s3cret\r\n")).doesNotContain("s3cret");
  }

  @Test
  void theHeadBehindAnInterimAnswerIsMaskedAsWell() {
    assertThat(text("HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 500 Oops\r\nSet-Cookie: s3cret\r\n\r\n"))
        .doesNotContain("s3cret");
  }

  @Test
  void aBodyIsMaskedOnlyWhereItHasAHeaderOnALineOfItsOwn() {
    String head = "HTTP/1.1 500 Oops\r\n\r\n";
    assertThat(text(head + "{\"token\": 1}")).endsWith("{\"token\": 1}");
    assertThat(text(head + "Authorization: Bearer s3cret")).endsWith("Authorization: ***");
  }

  @Test
  void whatIsCutOffInAHeadIsMaskedToItsEnd() {
    assertThat(text("HTTP/1.1 500 Oops\r\nSet-Cookie: s3c")).endsWith("Set-Cookie: ***");
  }

  @Test
  void isNeverLongerThanASampleMayBe() {
    for (String worst : new String[] {"\r", "\u0000", "cookie:\n", " \r", " \n", "\u0000:"}) {
      String answer = "cookie:\n" + worst.repeat((ErrorSample.MAX_BYTES - 8) / worst.length());
      assertThat(text(answer).length()).isLessThanOrEqualTo(ErrorSample.MAX_TEXT);
    }
  }
}
