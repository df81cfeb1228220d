package dev.spate.worker.cookie;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user sends of the cookies that it was given (RFC 6265).
final class CookieJarTest {
  private static final long S = 1_000_000_000L;

  private final CookieJar jar = new CookieJar(new CookieOrigin("Shop.Example", false));

  /// An answer to a request for `/app/cart/list`.
  private void set(String... fields) {
    set(jar, "/app/cart/list", fields);
  }

  private static void set(CookieJar jar, String path, String... fields) {
    Answer answer = new Answer(1);
    answer.want(Wanted.COOKIES);
    for (String field : fields) {
      byte[] bytes = ("Set-Cookie" + field).getBytes(ISO_8859_1);
      answer.onField(bytes, 0, 10, 10, bytes.length);
    }
    jar.keep(answer, path, 0);
  }

  private String sent(String path) {
    return jar.headerFor(path, 0);
  }

  @Test
  void sendsWhatWasSetInItsOrder() {
    set("a=1; HttpOnly; Path=/; SameSite=Strict", "b=x=y; Path=/");
    set("c=; Path=/");
    assertThat(sent("/")).isEqualTo("a=1; b=x=y; c=");
  }

  @Test
  void theSameCookieTakesThePlaceOfTheOneBefore() {
    set("a=1; Path=/", "b=2; Path=/");
    set("a=3; Path=/");
    assertThat(sent("/")).isEqualTo("a=3; b=2");
    set("a=4; Path=/app");
    assertThat(sent("/app")).as("another path is another cookie").isEqualTo("a=4; a=3; b=2");
  }

  @ParameterizedTest
  @CsvSource({
    "/app, /app, true",
    "/app, /app/x, true",
    "/app, /apple, false",
    "/app, /, false",
    "/app/, /app/x, true",
    "/app/, /app, false",
    "/, /x, true"
  })
  void aPathIsForWhatIsBelowIt(String path, String requested, boolean sent) {
    set("a=1; Path=" + path);
    assertThat(sent(requested)).isEqualTo(sent ? "a=1" : "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1", "a=1; Path=", "a=1; Path=here", "a=1; Path=/x; Path="})
  void withoutAPathItIsForTheDirectoryOfTheRequest(String cookie) {
    set(cookie);
    assertThat(sent("/app/cart")).isEqualTo("a=1");
    assertThat(sent("/app/cart/1")).isEqualTo("a=1");
    assertThat(sent("/app")).isEmpty();
  }

  @Test
  void theDirectoryOfTheTopIsTheTop() {
    set(jar, "/login", "a=1");
    assertThat(sent("/any/where")).isEqualTo("a=1");
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, true",
    ".shop.example, true",
    "EXAMPLE, true",
    "'', true",
    "other.example, false",
    "hop.example, false",
    "a.shop.example, false"
  })
  void aHostSetsCookiesForItselfAndWhatItIsWithin(String domain, boolean kept) {
    set("a=1; Path=/; Domain=" + domain);
    assertThat(sent("/")).isEqualTo(kept ? "a=1" : "");
  }

  @Test
  void anAddressIsWithinNothing() {
    CookieJar ofAddress = new CookieJar(new CookieOrigin("127.0.0.1", false));
    set(ofAddress, "/", "a=1; Domain=0.0.1", "b=2; Domain=127.0.0.1");
    assertThat(ofAddress.headerFor("/", 0)).isEqualTo("b=2");
  }

  @Test
  void whatIsSecureGoesOverTlsOnly() {
    CookieJar overTls = new CookieJar(new CookieOrigin("shop.example", true));
    set(overTls, "/", "a=1; Secure");
    set(jar, "/", "a=1; Secure");
    assertThat(overTls.headerFor("/", 0)).isEqualTo("a=1");
    assertThat(sent("/")).isEmpty();
  }

  @Test
  void anAgeEndsIt() {
    set("a=1; Path=/; Max-Age=10", "b=2; Path=/; Max-Age=99999999999999999999", "c=3; Path=/");
    assertThat(jar.headerFor("/", 9 * S)).isEqualTo("a=1; b=2; c=3");
    assertThat(jar.headerFor("/", 10 * S)).isEqualTo("b=2; c=3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Max-Age=0",
        "Max-Age=-1",
        "Max-Age=0; Expires=Thu, 01 Jan 2099 00:00:00 GMT",
        "Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "expires=Sunday, 06-Nov-94 08:49:37 GMT",
        "Expires=Sun Nov  6 08:49:37 1994"
      })
  void whatHasExpiredIsDropped(String attributes) {
    set("a=1; Path=/", "b=2; Path=/");
    set("a=1; Path=/; " + attributes);
    assertThat(sent("/")).isEqualTo("b=2");
  }

  @Test
  void aDateIsByTheWorkersClock() {
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC));
    set("a=1; Path=/; Expires=" + inAnHour);
    assertThat(jar.headerFor("/", 3_000 * S)).isEqualTo("a=1");
    assertThat(jar.headerFor("/", 3_601 * S)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Expires=soon",
        "Expires=",
        "Max-Age=",
        "Max-Age=1.5",
        "Expires=Sun, 30 Feb 1994 08:49:37",
        "Expires=06 Nov 1994 25:00:00"
      })
  void whatIsNoDateAndNoAgeEndsNothing(String attributes) {
    set("a=1; Path=/; " + attributes);
    assertThat(sent("/")).isEqualTo("a=1");
  }

  @Test
  void whatIsNoCookieIsNotKept() {
    set("", "nonsense", "=1", ";a=1", "a=1\u0000", "a=" + "x".repeat(4_096));
    assertThat(jar.isEmpty()).isTrue();
  }

  @Test
  void keepsTheLastFiftyAndForgetsThemForTheNextUser() {
    for (int i = 0; i < 60; i++) {
      set("c" + i + "=1; Path=/");
    }
    assertThat(sent("/").split("; ")).hasSize(CookieJar.MAX_COOKIES).startsWith("c10=1");
    jar.clear();
    assertThat(sent("/")).isEmpty();
  }
}
