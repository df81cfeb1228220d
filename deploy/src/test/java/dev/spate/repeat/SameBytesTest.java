package dev.spate.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.plan.Given;
import dev.spate.coordinator.plan.ParsedPlan;
import dev.spate.coordinator.plan.PlanParser;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The same plan and seed are the same requests, byte for byte as a server reads them, whatever the
/// number of workers, and in whatever order answers come.
final class SameBytesTest {
  /// Each request says whose it is.
  private static final String FLOWS =
      """
      http: { headers: { x-who: "${userNumber}/${arrivalNumber}", x-id: "${uuid()}" } }
      variables: { id: "${uuid()}" }
      flows:
        login:
          - post: /login
            form: { user: "${user}", password: "${password}", token: "${randomString(12)}" }
      feeders:
        accounts: { file: accounts.csv, strategy: shuffle }
        words: { file: words.jsonl, strategy: random }
      scenarios:
        buy:
          weight: 3
          feeder: [accounts, words]
          variables: { amount: "${randomInt(1, 5)}" }
          flow:
            - flow: login
            - parallel:
                - get: /a/${randomInt(1, 1000000)}
                  name: a
                  capture: { a: { jsonPath: "$.ids[*]", pick: random } }
                - get: /b/${id}?word=${word}
                  name: b
                  capture: { b: { jsonPath: "$.ids[*]", pick: random } }
                - get: /c
                  capture: { c: { jsonPath: "$.ids[*]", pick: random }, d: { jsonPath: "$.ids[*]", pick: random } }
            - if: "${amount} > 2"
              then:
                - post: /orders
                  headers: { x-signature: '${hmac("sha256", "key", a)}' }
                  json: { a: "${a}", b: "${b}", c: "${c} ${d}", amount: "${json(amount)}" }
              else:
                - loop: { times: 2 }
                  do:
                    - set: { key: "${randomString(3)}" }
                    - think: 0ms..30ms
                    - put: /carts/${key}
                      name: cart
                      body: "${a} ${randomString(20)}"
        look:
          flow:
            - get: /?q=${randomString(8)}
              name: look
              capture: { n: { jsonPath: $.length } }
            - loop: { while: "${n} < 20", atMost: 3 }
              do:
                - get: /look/${randomString(8)}
                  name: further
                  capture: { n: { jsonPath: $.length } }
      """;

  private static final String ARRIVALS =
      """
      phases:
        - { arrivalRate: 60/s, duration: 500ms, arrivals: poisson }
        - { arrivalRate: 100/s, rampTo: 40/s, duration: 500ms }
      """;

  private static final String USERS =
      """
      phases: [ { users: 20, duration: 1s, pacing: 300ms } ]
      """;

  private static final Pattern WHO = Pattern.compile("x-who: ([0-9]+/[0-9]+)\r\n");

  private static Plan plan(RecordingServer server, String load, int seed) {
    String text = "target: http://127.0.0.1:%d\nseed: %d\n".formatted(server.port(), seed);
    String accounts =
        IntStream.range(0, 40)
            .mapToObj("\nanna%1$d,\"p,%1$d\""::formatted)
            .collect(Collectors.joining());
    String words =
        IntStream.range(0, 40)
            .mapToObj("{\"word\": \"w\u00e4rt %d\"}\n"::formatted)
            .collect(Collectors.joining());
    Map<String, String> files =
        Map.of("accounts.csv", "user,password" + accounts, "words.jsonl", words);
    return switch (PlanParser.parse(text + load + FLOWS, Given.NOTHING.withTexts(files))) {
      case ParsedPlan.Accepted(Plan plan, _) -> plan;
      case ParsedPlan.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  /// What parties of so many workers send, all at the same time.
  private static List<List<String>> sent(String load, int seed, int... workers) throws Exception {
    List<List<String>> sent = new ArrayList<>();
    List<RecordingServer> servers = new ArrayList<>();
    List<Party> parties = new ArrayList<>();
    try {
      for (int number : workers) {
        servers.add(new RecordingServer());
        parties.add(new Party(plan(servers.getLast(), load, seed), number));
      }
      for (Party party : parties) {
        party.awaitReady();
      }
      long startNs = System.nanoTime() + 200_000_000;
      parties.forEach(party -> party.startAt(startNs));
      for (Party party : parties) {
        party.awaitEnd();
      }
      servers.forEach(server -> sent.add(server.requests()));
    } finally {
      parties.forEach(Party::close);
      for (RecordingServer server : servers) {
        server.close();
      }
    }
    return sent;
  }

  @Test
  void arrivalsSendTheSameBytesOnOneTwoAndFiveWorkers() throws Exception {
    List<List<String>> sent = sent(ARRIVALS, 42, 1, 2, 5);
    assertThat(sent.getFirst()).hasSizeGreaterThan(200).anyMatch(each -> each.contains("ookie:"));
    assertThat(sent.get(1)).isEqualTo(sent.getFirst());
    assertThat(sent.get(2)).isEqualTo(sent.getFirst());
    assertThat(sent(ARRIVALS, 43, 1).getFirst()).isNotEqualTo(sent.getFirst());
  }

  /// How many iterations there are follows from how fast the answers are; what each sends does not.
  @Test
  void iterationsSendTheSameBytesOnOneTwoAndFiveWorkers() throws Exception {
    List<Map<String, List<String>>> sent =
        sent(USERS, 42, 1, 2, 5).stream().map(SameBytesTest::byWho).toList();
    Map<String, List<String>> alone = sent.getFirst();
    assertThat(alone).hasSizeGreaterThanOrEqualTo(10);
    for (Map<String, List<String>> together : sent) {
      Map<String, List<String>> both = new HashMap<>(alone);
      both.keySet().retainAll(together.keySet());
      assertThat(both).hasSizeGreaterThanOrEqualTo(10);
      assertThat(together).containsAllEntriesOf(both);
    }
  }

  private static Map<String, List<String>> byWho(List<String> requests) {
    return requests.stream().collect(Collectors.groupingBy(SameBytesTest::who));
  }

  private static String who(String request) {
    Matcher who = WHO.matcher(request);
    assertThat(who.find()).as(request).isTrue();
    return who.group(1);
  }
}
