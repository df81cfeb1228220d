package dev.spate.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.spate.plan.Capture.Pick;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
  private static final String SHOP =
      """
      {"items": [{"id": 7, "name": "tea", "price": 10.10},
                 {"id": 8, "name": "n\\u00e4me", "price": 1e2, "tags": ["a", "b"]}],
       "ok": true, "none": null, "big": 12345678901234567890}
      """;

  private static List<String> json(String path, String body) {
    return new JsonPathSource(path).find(Seen.body(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $.items[*].id            | 7,8
          $.items[0].name          | tea
          $.items[1].name          | näme
          $.items[-1].id           | 8
          $..id                    | 7,8
          $.items[?(@.id==8)].name | näme
          $.items[?(@.name=='tea')].price | 10.10
          $.items[1].tags          | ["a","b"]
          $.ok                     | true
          $.none                   | null
          $.big                    | 12345678901234567890
          $.items.length()         | 2
          $['items'][0]['id']      | 7
          """)
  void aJsonPathFinds(String path, String found) {
    assertThat(String.join(",", json(path, SHOP))).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.absent", "$.items[9].id", "$.ok.deeper", "$.items[?(@.id>9)]"})
  void aJsonPathFindsNothingWhereNothingIs(String path) {
    assertThat(json(path, SHOP)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{\"a\": ", "{} {}", "nul", "\u0000"})
  void whatIsNoJsonHasNoPlaces(String body) {
    assertThat(json("$", body)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          items[0]            | begins with $
          $.a..b..c           | .. once
          $.a[?(@.b =~ /x/)]  | =~
          $.a[?(@.b == $.c)]  | $ at its beginning
          $.a[                | not a JSONPath
          $.a[?(@.b==)]       | not a JSONPath
          """)
  void aWrongJsonPathIsSaid(String path, String message) {
    assertThatThrownBy(() -> new JsonPathSource(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void jsonThatIsNestedTooDeepIsNone() {
    assertThat(json("$..a", "[".repeat(100_000) + "]".repeat(100_000))).isEmpty();
    assertThat(json("$", "[".repeat(200) + "]".repeat(200))).hasSize(1);
  }

  @Test
  void aHugeNumberIsOnlyAText() {
    assertThat(json("$.n", "{\"n\": 1e999999999}")).containsExactly("1E+999999999");
  }

  @Test
  void soManyValuesAreEnough() {
    assertThat(json("$[*]", "[" + "1,".repeat(99_999) + "1]")).hasSize(Source.MAX_FOUND);
  }

  @Test
  void aSelectorFindsAttributesAndTexts() {
    AnswerReader page =
        Seen.body(
            "<form><input name=csrf value='a&amp;b'><input name=other></form>"
                + "<ul><li class=x>one <b>two</b></li><li>three</li></ul>");
    assertThat(new CssSource("input[name=csrf]", "value").find(page)).containsExactly("a&b");
    assertThat(new CssSource("li", "").find(page)).containsExactly("one two", "three");
    assertThat(new CssSource("input", "value").find(page)).containsExactly("a&b");
    assertThat(new CssSource("table", "").find(page)).isEmpty();
    assertThat(new CssSource("p", "").find(Seen.body(""))).isEmpty();
  }

  @Test
  void aPageMayNameItsCharset() {
    byte[] latin1 = "<meta charset=iso-8859-1><p>\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new CssSource("p", "").find(Seen.body(latin1))).containsExactly("\u00e9");
    byte[] bare = "<p>\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    AnswerReader typed = Seen.body(bare, "Content-Type: text/html; charset=\"ISO-8859-1\"");
    assertThat(new CssSource("p", "").find(typed)).containsExactly("\u00e9");
    assertThat(typed.text()).isEqualTo("<p>\u00e9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a[", "a >", ":nosuch", "::", "a:has("})
  void aWrongSelectorIsSaid(String selector) {
    assertThatThrownBy(() -> new CssSource(selector, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a CSS selector");
  }

  @Test
  void aRegexFindsItsGroup() {
    AnswerReader text = Seen.body("id=1 id=22 x id=333 \u00e9=4");
    SafeRegex regex = SafeRegex.of("id=(\\d+)( x)?");
    assertThat(new RegexSource(regex, 1).find(text)).containsExactly("1", "22", "333");
    assertThat(new RegexSource(regex, 0).find(text)).containsExactly("id=1", "id=22 x", "id=333");
    assertThat(new RegexSource(regex, 2).find(text)).containsExactly(" x");
    assertThatThrownBy(() -> new RegexSource(regex, 3)).hasMessageContaining("no group 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (                          | not a regular expression
          a(?=b)                     | not a regular expression
          (a)\\\\1                   | not a regular expression
          ((a{100}){100}){100}       | repeats too much
          (((a{2,90}){9}){2}){1}     | repeats too much
          """)
  void aWrongRegexIsSaid(String regex, String message) {
    assertThatThrownBy(() -> SafeRegex.of(regex.replace("\\\\", "\\")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aHeaderHasAllItsValues() {
    AnswerReader answer = Seen.body("", "X-Id: 1", "Other: 2", "x-ID: 3");
    assertThat(new HeaderSource("X-id").find(answer)).containsExactly("1", "3");
    assertThat(new HeaderSource("absent").find(answer)).isEmpty();
  }

  @Test
  void aCookieIsWhatTheAnswerSets() {
    AnswerReader answer =
        Seen.body(
            "",
            "Set-Cookie: session=abc=; Path=/; HttpOnly",
            "Set-Cookie: sessions=no",
            "Set-Cookie: broken",
            "set-cookie:  session = later ");
    assertThat(new CookieSource("session").find(answer)).containsExactly("abc=", "later");
    assertThat(new CookieSource("broken").find(answer)).isEmpty();
    assertThat(new CookieSource("Session").find(answer)).isEmpty();
  }

  @Test
  void aPickTakesOneOfThem() {
    List<String> found = List.of("a", "b\"", "c");
    assertThat(Picks.of(Pick.FIRST, found, 1)).isEqualTo("a");
    assertThat(Picks.of(Pick.LAST, found, 1)).isEqualTo("c");
    assertThat(Picks.of(Pick.ALL, found, 1)).isEqualTo("[\"a\",\"b\\\"\",\"c\"]");
    assertThat(Picks.of(Pick.COUNT, found, 1)).isEqualTo("3");
    assertThat(Picks.of(Pick.COUNT, List.of(), 1)).isEqualTo("0");
    assertThat(Picks.of(Pick.FIRST, List.of(), 1)).isNull();
    assertThat(Picks.of(Pick.ALL, List.of(), 1)).isNull();
    int[] times = new int[3];
    for (long bits = -3_000; bits < 3_000; bits++) {
      times[found.indexOf(Picks.of(Pick.RANDOM, found, bits))]++;
    }
    assertThat(times[1]).isCloseTo(2_000, within(2));
  }

  /// Each would take hours where it is done naively.
  @Test
  void noAnswerTakesLong() {
    String deep = "<div>".repeat(200_000);
    String as = "a".repeat(1_000_000);
    String wide = "[" + "{\"a\":[1]},".repeat(90_000) + "1]";
    long startNs = System.nanoTime();
    assertThat(new CssSource("div div div b", "").find(Seen.body(deep))).isEmpty();
    assertThat(new CssSource("p:matches((a+)+$)", "").find(Seen.body("<p>" + as + "!"))).isEmpty();
    assertThat(new RegexSource(SafeRegex.of("(a+)+b"), 0).find(Seen.body(as))).isEmpty();
    assertThat(new RegexSource(SafeRegex.of("(a|aa)+$"), 0).find(Seen.body(as + "!"))).isEmpty();
    assertThat(json("$..a", wide)).hasSize(Source.MAX_FOUND);
    assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(Duration.ofSeconds(60));
  }
}
