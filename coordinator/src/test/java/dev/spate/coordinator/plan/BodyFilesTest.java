package dev.spate.coordinator.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Octets;
import dev.spate.plan.Plan;
import dev.spate.plan.RequestHeader;
import dev.spate.plan.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bodies that are in files, and bodies of several parts.
final class BodyFilesTest {
  /// No text in UTF-8.
  private static final Octets PNG = Octets.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, -1});

  private static final Given FILES =
      Given.NOTHING.withFiles(
          Map.of("me.png", PNG, "order.json", Octets.of("{\"by\": \"${user}\"}")));

  private static String plan(String keys) {
    return """
    target: http://127.0.0.1:8080
    phases: [{ arrivalRate: 20/s, duration: 30s }]
    scenarios: { visit: { variables: { a: b }, flow: [{ set: { user: anna } }, { post: /, %s }] } }
    """
        .replace("variables: { a: b }, ", "")
        .formatted(keys);
  }

  private static HttpRequest request(String keys) {
    return switch (PlanParser.parse(plan(keys), FILES)) {
      case ParsedPlan.Accepted(Plan plan, _) ->
          plan.scenarios().getFirst().requests().findFirst().orElseThrow();
      case ParsedPlan.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  private static String contentType(HttpRequest request) {
    return request.headers().stream()
        .filter(header -> header.name().equals("content-type"))
        .map(RequestHeader::value)
        .map(Template::text)
        .findFirst()
        .orElse("");
  }

  private static String bytes(Body body) {
    return ISO_8859_1.decode(body.bytes()).toString();
  }

  @Test
  void aFileIsSentAsItIs() {
    HttpRequest request = request("bodyFile: me.png");
    assertThat(bytes(request.body())).isEqualTo(new String(PNG.toArray(), ISO_8859_1));
    assertThat(contentType(request)).isEqualTo("image/png");
    assertThat(request.constant()).isTrue();
    assertThat(bytes(request("bodyFile: order.json").body())).isEqualTo("{\"by\": \"${user}\"}");
  }

  @Test
  void aFileMayBeATextWithHoles() {
    HttpRequest request = request("bodyFile: { file: order.json, template: true }");
    assertThat(request.constant()).isFalse();
    assertThat(request.body().template()).isNotNull();
    assertThat(contentType(request)).isEqualTo("application/json");
  }

  @Test
  void theContentTypeMayBeSaid() {
    assertThat(contentType(request("bodyFile: me.png, headers: { content-type: a/b }")))
        .isEqualTo("a/b");
  }

  @Test
  void partsAreWrittenAsRfc7578HasThem() {
    HttpRequest request =
        request("multipart: [{ name: 'a\"b', value: x }, { name: f, file: me.png }]");
    String type = contentType(request);
    assertThat(type).matches("multipart/form-data; boundary=spate-[0-9a-f]{24}");
    String boundary = type.substring(type.indexOf('=') + 1);
    assertThat(bytes(request.body()))
        .isEqualTo(
            "--B\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\nx\r\n--B\r\n"
                    .replace("B", boundary)
                + "Content-Disposition: form-data; name=\"f\"; filename=\"me.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n"
                + new String(PNG.toArray(), ISO_8859_1)
                + "\r\n--B--\r\n".replace("B", boundary));
  }

  @Test
  void theBoundaryFollowsFromTheParts() {
    String keys = "multipart: [{ name: a, value: '${user}' }, { name: f, file: me.png }]";
    assertThat(request(keys)).isEqualTo(request(keys));
    assertThat(contentType(request(keys)))
        .isNotEqualTo(contentType(request(keys.replace("name: a", "name: b"))));
    assertThat(request(keys).body().constant()).isFalse();
  }

  @Test
  void theFilesOfAPlanAreFoundWhateverIsWrongWithIt() {
    String plan =
        plan("bodyFile: me.png, multipart: [{ file: a.txt }, { file: b.txt, nonsense: 1 }]")
            + "feeders: { x: { file: d.csv } }\nfile: not-this\n";
    assertThat(PlanParser.files(plan))
        .containsExactlyInAnyOrder("me.png", "a.txt", "b.txt", "d.csv");
  }

  @Test
  void aFileIsAsLargeAsABodyMayBe() {
    Given large = Given.NOTHING.withFiles(Map.of("x", Octets.of(new byte[Body.MAX_BYTES + 1])));
    assertThat(PlanParser.parse(plan("bodyFile: x"), large))
        .isInstanceOfSatisfying(
            ParsedPlan.Rejected.class,
            rejected ->
                assertThat(rejected.problems().getFirst().message())
                    .isEqualTo("a body has at most 1048576 bytes, not 1048577"));
  }
}
