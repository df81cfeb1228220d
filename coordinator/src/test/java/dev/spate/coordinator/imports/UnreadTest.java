package dev.spate.coordinator.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.Plans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a source says and a plan does not have is noted, never dropped in silence.
final class UnreadTest {
  private static PlanImport imported(String text) {
    return PlanImport.of(text, Optional.empty());
  }

  private static List<String> notes(String text) {
    return imported(text).notes();
  }

  @Test
  void settingsOfArtillery() {
    assertThat(
            notes(
                """
                config:
                  target: "http://shop.example"
                  phases:
                    - { duration: 1, arrivalRate: 1, name: one, maxVusers: many, weight: 3 }
                    - { duration: 5, arrivalRate: lots, name: two }
                  http: { timeout: soon, maxSockets: 50, pool: 10, defaults: { cookieJar: x, headers: { a: b } } }
                  tls: { rejectUnauthorized: true, client: { key: k.pem } }
                  defaults: { strictCapture: true }
                  payload: { path: users.csv }
                scenarios:
                  - beforeScenario: hello
                    flow:
                      - get: { url: /, followRedirect: false, gzip: true, expect: [{ cdnHit: true }] }
                      - think: 1
                        ifTrue: lucky
                      - loop: [ { get: { url: /ping } } ]
                        whileTrue: busy
                functions: functions.js
                """))
        .contains(
            "config.http.timeout soon",
            "config.http.maxSockets",
            "config.http.pool",
            "config.http.defaults.cookieJar",
            "config.tls.client",
            "config.defaults.strictCapture",
            "the records of users.csv, whose columns the script does not name",
            "a loop that does not say how often (count): its steps are there once",
            "weight of the phase one",
            "maxVusers many of the phase one",
            "the number of arrivals lots, which is not understood: 0 instead",
            "gzip of GET /",
            "expect cdnHit: true of GET /",
            "ifTrue of a think time",
            "whileTrue of a loop",
            "functions of the script")
        .anyMatch(note -> note.startsWith("beforeScenario of the scenario"))
        .noneMatch(note -> note.contains("headers") || note.contains("followRedirect"));
  }

  @Test
  void artilleryFollowsRedirectsUnlessARequestDoesNot() {
    String yaml =
        imported(
                """
                config: { target: "http://shop.example", phases: [{ duration: 1, arrivalRate: 1 }] }
                scenarios: [ { flow: [ { get: { url: /, followRedirect: false } }, { get: "/short" } ] } ]
                """)
            .yaml();

    assertThat(yaml).contains("followRedirects: true", "followRedirects: false", "get: /short");
    assertThat(Plans.plan(yaml).requestNames()).containsExactly("GET /", "GET /short");
  }

  private static String collection(String item) {
    return """
    {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
     "item": [%s]}
    """
        .formatted(item);
  }

  @Test
  void settingsOfPostman() {
    assertThat(
            notes(
                collection(
                    """
                    {"name": "one", "variable": [{"key": "k", "value": "v"}],
                     "protocolProfileBehavior": {"followRedirects": false, "strictSSL": true, "disableCookies": true},
                     "request": {"method": "GET", "url": "http://shop.example/", "proxy": {"host": "p"}, "certificate": {"name": "c"}}}
                    """)))
        .contains(
            "strictSSL of one (protocolProfileBehavior)",
            "disableCookies of one (protocolProfileBehavior)",
            "proxy of one",
            "certificate of one",
            "variables of one alone");
  }

  @Test
  void aBodyThatPostmanSwitchedOffIsNotSentAndOthersAreWhatTheyAreCalled() {
    String yaml =
        imported(
                collection(
                    """
                    {"name": "off", "request": {"method": "POST", "url": "http://shop.example/off",
                      "body": {"mode": "raw", "raw": "secret", "disabled": true}}},
                    {"name": "xml", "request": {"method": "POST", "url": "http://shop.example/xml",
                      "body": {"mode": "raw", "raw": "<a/>", "options": {"raw": {"language": "xml"}}}}},
                    {"name": "text", "request": {"method": "POST", "url": "http://shop.example/text",
                      "header": [{"key": "Content-Type", "value": "text/csv"}],
                      "body": {"mode": "raw", "raw": "a,b", "options": {"raw": {"language": "text"}}}}}
                    """))
            .yaml();

    assertThat(yaml).doesNotContain("secret").contains("application/xml", "text/csv");
    assertThat(yaml).doesNotContain("text/plain");
  }

  @Test
  void aUrlOfPostmanMayBeInParts() {
    PlanImport made =
        imported(
            collection(
                """
                {"name": "parts", "protocolProfileBehavior": {"followRedirects": false}, "request": {"method": "GET", "url":
                  {"protocol": "http", "host": ["shop", "example"], "port": "81", "path": ["a", "b"],
                   "query": [{"key": "x", "value": "1"}, {"key": "y", "value": "2", "disabled": true}]}}}
                """));

    assertThat(made.yaml())
        .contains("target: http://shop.example:81", "/a/b?x=1", "followRedirects: false")
        .doesNotContain("y=2");
  }

  @Test
  void aRequestOfARecordingThatHadNoAnswerIsNoted() {
    assertThat(
            notes(
                """
                {"log": {"version": "1.2", "entries": [
                  {"startedDateTime": "2026-11-22T12:00:00Z", "time": 5, "request": {"method": "GET", "url": "http://shop.example/"},
                   "response": {"status": 200, "content": {"mimeType": "text/html"}}},
                  {"startedDateTime": "2026-11-22T12:00:01Z", "time": 5, "request": {"method": "GET", "url": "http://shop.example/slow"},
                   "response": {"status": 0}}]}}
                """))
        .contains(
            "GET http://shop.example/slow: had no answer in the recording (aborted, blocked or refused); it is sent all the same");
  }

  @Test
  void formsOfTextsAreCarriedOverAndThoseWithFilesNoted() {
    PlanImport curl =
        imported(
            """
            curl -F user=anna -F 'note=a b;type=text/plain' --form-string 'raw=@x' http://shop.example/form
            curl -F photo=@me.png http://shop.example/photo
            """);
    assertThat(curl.yaml())
        .contains("multipart:", "- name: user", "value: anna", "a b", "@x")
        .doesNotContain("text/plain");
    assertThat(Plans.plan(curl.yaml()).requestNames()).containsExactly("POST /form");
    assertThat(curl.notes()).anyMatch(note -> note.contains("a form with files (me.png)"));

    PlanImport postman =
        imported(
            collection(
                """
                {"name": "form", "request": {"method": "POST", "url": "http://shop.example/form",
                  "header": [{"key": "content-type", "value": "multipart/form-data; boundary=x"}],
                  "body": {"mode": "formdata", "formdata": [
                    {"key": "user", "value": "anna", "type": "text"}, {"key": "off", "value": "1", "disabled": true}]}}},
                {"name": "file", "request": {"method": "POST", "url": "http://shop.example/file",
                  "body": {"mode": "formdata", "formdata": [{"key": "photo", "src": "me.png", "type": "file"}]}}}
                """));
    assertThat(postman.yaml())
        .contains("- name: user", "value: anna")
        .doesNotContain("boundary=x", "off");
    assertThat(Plans.plan(postman.yaml()).requestNames()).containsExactly("form");
    assertThat(postman.notes())
        .anyMatch(note -> note.startsWith("file: a body of the kind formdata"));
  }

  @Test
  void aDigestOfCurlAndPostmanIsOneOfThePlan() {
    String curl =
        imported("curl --digest -u 'an na:a:b' http://shop.example/a\ncurl http://shop.example/b\n")
            .yaml();
    assertThat(curl).containsOnlyOnce("auth: { digest: { user: \"an na\", password: \"a:b\" } }");
    assertThat(Plans.plan(curl).requestNames()).containsExactly("GET /a", "GET /b");

    String postman =
        imported(
                collection(
                    """
                    {"name": "a", "request": {"method": "GET", "url": "http://shop.example/a", "auth": {"type": "digest",
                      "digest": [{"key": "username", "value": "anna"}, {"key": "password", "value": "{{pw}}"}]}}}
                    """))
            .yaml();
    assertThat(postman)
        .contains(
            "auth: { digest: { user: anna, password: \"${pw}\" } }", "followRedirects: false");
    assertThat(Plans.plan(postman).requestNames()).containsExactly("a");
  }
}
