package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.pool.RequestForm;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestEncoderTest {
  private static final Target SHOP = new Target(Target.Scheme.HTTP, "shop.example", 8080, "/v1");

  private static String encode(Target target, HttpRequest request, Header... planHeaders) {
    return new String(
        encoder(plan(target, request, planHeaders), request).encode(), StandardCharsets.ISO_8859_1);
  }

  private static RequestEncoder encoder(Plan plan, HttpRequest request) {
    return new RequestEncoder(plan, RequestForm.of(plan, request));
  }

  private static Plan plan(Target target, HttpRequest request, Header... planHeaders) {
    return Plans.plan(target, Plans.options(Plans.MS, Plans.MS, planHeaders), request);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }

  @Test
  void writesAPlainRequest() {
    assertThat(encode(SHOP, Plans.get("/items?page=2")))
        .isEqualTo(
            lines(
                "GET /v1/items?page=2 HTTP/1.1",
                "Host: shop.example:8080",
                "User-Agent: " + RequestForm.USER_AGENT,
                "",
                ""));
    assertThat(RequestForm.USER_AGENT).matches("spate(/[0-9.]+)?");
  }

  @Test
  void writesABodyWithItsLength() {
    HttpRequest post = Plans.request("POST", "/", Body.of("\u00e9!"));
    assertThat(encoder(plan(SHOP, post), post).encode())
        .endsWith("Content-Length: 3\r\n\r\n\u00e9!".getBytes(StandardCharsets.UTF_8));
    assertThat(encode(SHOP, Plans.request("DELETE", "/", Body.of("x"))))
        .contains("Content-Length: 1\r\n");
  }

  @Test
  void sendsALengthWithoutABodyOnlyWhereOneIsUsual() {
    for (String method : new String[] {"POST", "PUT", "PATCH"}) {
      assertThat(encode(SHOP, Plans.request(method, "/", Body.EMPTY)))
          .endsWith("Content-Length: 0\r\n\r\n");
    }
    for (String method : new String[] {"GET", "HEAD", "DELETE", "OPTIONS"}) {
      assertThat(encode(SHOP, Plans.request(method, "/", Body.EMPTY)))
          .doesNotContain("Content-Length");
    }
  }

  @Test
  void aHeaderOfTheStepReplacesThePlans() {
    HttpRequest request =
        Plans.request(
            "GET", "/", Body.EMPTY, new Header("ACCEPT", "text/html"), new Header("X", "2"));
    assertThat(
            encode(
                SHOP,
                request,
                new Header("Accept", "*/*"),
                new Header("A", "1"),
                new Header("a", "2")))
        .endsWith(lines("A: 1", "a: 2", "ACCEPT: text/html", "X: 2", "", ""))
        .doesNotContain("*/*");
  }

  @Test
  void hostAndUserAgentCanBeReplacedAndFramingCannot() {
    HttpRequest request =
        Plans.request(
            "POST",
            "/",
            Body.of("ab"),
            new Header("host", "other.example"),
            new Header("USER-AGENT", "me"),
            new Header("content-length", "7"),
            new Header("Transfer-Encoding", "chunked"));
    assertThat(encode(SHOP, request))
        .isEqualTo(
            lines(
                "POST /v1/ HTTP/1.1",
                "host: other.example",
                "USER-AGENT: me",
                "Content-Length: 2",
                "",
                "ab"));
  }

  @Test
  void writesTheAuthorityOfTheTarget() {
    assertThat(encode(new Target(Target.Scheme.HTTP, "::1", 80, ""), Plans.get("/")))
        .contains("\r\nHost: [::1]\r\n");
  }

  @Test
  void knowsWhetherARequestEndsItsConnection() {
    HttpRequest closing =
        Plans.request("GET", "/", Body.EMPTY, new Header("connection", "x, Close"));
    assertThat(encoder(plan(SHOP, closing), closing).closes()).isTrue();
    HttpRequest keeping =
        Plans.request("GET", "/", Body.EMPTY, new Header("Connection", "keep-alive"));
    assertThat(encoder(plan(SHOP, keeping), keeping).closes()).isFalse();
    assertThat(encoder(plan(SHOP, keeping, new Header("Connection", "close")), keeping).closes())
        .isFalse();
    HttpRequest plain = Plans.get("/");
    assertThat(encoder(plan(SHOP, plain, new Header("Connection", "close")), plain).closes())
        .isTrue();
  }

  @Test
  void knowsWhatIsSentBeforeTheTargetAsksForTheBody() {
    HttpRequest expecting =
        Plans.request("PUT", "/", Body.of("body"), new Header("EXPECT", "x, 100-Continue"));
    ConstantRequest encoded = new ConstantRequest(encoder(plan(SHOP, expecting), expecting));
    assertThat(encoded.firstLength(null)).isEqualTo(encoded.length(null) - 4);
    ByteBuf body = encoded.lend(null, encoded.firstLength(null), encoded.length(null));
    assertThat(body.toString(StandardCharsets.ISO_8859_1)).isEqualTo("body");
    body.release();
    encoded.release();
  }

  private static ByteBuf lend(ConstantRequest encoded) {
    return encoded.lend(null, 0, encoded.length(null));
  }

  @Test
  void lendsTheSameViewAgainAndAnotherWhileItIsOut() {
    HttpRequest request = Plans.get("/");
    ConstantRequest encoded = new ConstantRequest(encoder(plan(SHOP, request), request));
    String text = encode(SHOP, request);
    ByteBuf first = lend(encoded);
    first.release();
    assertThat(lend(encoded)).isSameAs(first);
    first.skipBytes(5);
    ByteBuf second = lend(encoded);
    assertThat(second.toString(StandardCharsets.ISO_8859_1)).isEqualTo(text);
    assertThat(first.toString(StandardCharsets.ISO_8859_1)).isEqualTo(text.substring(5));
    assertThat(second.internalNioBuffer(0, 1)).isNotSameAs(first.internalNioBuffer(0, 1));
    second.release();
    encoded.release();
    assertThat(second.refCnt()).isZero();
    assertThat(first.release()).as("who still had it was its last owner").isTrue();
  }

  @Test
  void hasAsManyViewsAsWereOutAtOnce() {
    HttpRequest request = Plans.get("/");
    ConstantRequest encoded = new ConstantRequest(encoder(plan(SHOP, request), request));
    ByteBuf stuck = lend(encoded);
    for (int batch = 0; batch < 100; batch++) {
      List<ByteBuf> out = Stream.generate(() -> lend(encoded)).limit(7).toList();
      Set<ByteBuf> different = Collections.newSetFromMap(new IdentityHashMap<>());
      different.add(stuck);
      different.addAll(out);
      assertThat(different.size()).isEqualTo(8);
      out.forEach(ByteBuf::release);
    }
    assertThat(encoded.views()).isEqualTo(8);
    stuck.release();
    encoded.release();
  }
}
