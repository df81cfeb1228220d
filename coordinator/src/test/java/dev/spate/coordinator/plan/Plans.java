package dev.spate.coordinator.plan;

import dev.spate.plan.Plan;
import java.util.List;
import java.util.Map;

/// Plans as texts, and what parsing makes of them.
public final class Plans {
  /// The shortest plan.
  public static final String SHORTEST =
      """
      target: http://127.0.0.1:8080
      phases:
        - arrivalRate: 20/s
          duration: 30s
      scenarios:
        visit:
          flow:
            - get: /
      """;

  /// A plan with every key that is supported.
  public static final String FULL =
      """
      name: shop   # not the real one
      target: https://Staging.shop.example:8443/v2/
      allow: [other.example, staging.shop.example]
      seed: -42
      lanes: 64
      gracefulStop: 10s
      http:
        timeout: 2.5s
        connectTimeout: 500ms
        tlsTimeout: 1s
        firstByteTimeout: 750ms
        protocol: http1
        headers:
          accept: application/json
          Authorization: Bearer very-s3cret
        connections:
          perWorker: 200
          keepAlive: shared
          retry: false
          pipelining: 8
          opensPerSecond: 50
      phases:
        - { name: warm, arrivalRate: 600/m, duration: 30s, warmup: true }
        - { arrivalRate: 20/s, rampTo: 0.5/s, duration: 1m30s, arrivals: uniform }
        - name: steady
          arrivalRate: 3600/h
          duration: 5m
          arrivals: poisson
          maxVUs: 4000
          onLimit: drop
        - { name: soak, users: 200, rampTo: 10, duration: 10m, pacing: 5s }
      scenarios:
        browse:
          weight: 80
          flow:
            - get: /products?page=1
              name: list products
              headers: { x-page: 1 }
              check: { status: 200 }
            - think: 1s..3s
            - get: /products?page=2
            - think: 250us
            - head: /products
        buy:
          flow:
            - post: /orders
              headers: { cookie: "sid=s3cret; b=c" }
              json: { user: 7, tags: [a, "1", 1.50, true, null] }
              check: { status: [200, 201] }
            - put: /orders/1
              headers: { Content-Type: application/merge-patch+json }
              json: hello
            - patch: /orders/1
              body: "a=b"
            - delete: /orders/1
            - options: /orders
      thresholds:
        response_time: ["p(95)<300ms", "p(99.9) <= 1.5s"]
        "response_time{request:list products,phase:steady}": avg<1s
        http_req_failed: rate<1%
        offered: [{ threshold: "rate>=0.99" }]
        requests: ["rate>600/m", "count>100"]
        first_byte:
          - { threshold: max<2s, window: 1m30s, abortOnFail: true, delayAbortEval: 10s }
        schedule_lag: max<1ms
      workers: { expect: 3, max: 5, tolerance: 5%, onLoss: continue, orphanGrace: 45s }
      """;

  /// The files that plans of tests and of the reference name.
  static final Given FILES =
      Given.NOTHING.withTexts(
          Map.of(
              "accounts.csv",
              "user,password\nanna,a1\nberta,b2\n",
              "terms.jsonl",
              "{\"term\":\"red shoes\"}\n",
              "short.csv",
              "user,password\nanna\n",
              "data.txt",
              "x",
              "order.json",
              "{\"user\": \"${user}\"}",
              "me.png",
              "not a real one",
              "times.csv",
              "milliseconds,path\n1700000000000,/\n1700000000250,/a\n",
              "access.log",
              """
              10.0.0.7 - - [23/Nov/2026:13:55:37 +0000] "GET /a HTTP/1.1" 200 5 "-" "curl/8.5"
              10.0.0.8 - anna [23/Nov/2026:13:55:36 +0000] "GET /b HTTP/1.1" 404 -
              10.0.0.9 - - [23/Nov/2026:14:55:37 +0100] "GET /c HTTP/1.1" 200 7
              """));

  private Plans() {}

  static ParsedPlan.Accepted accepted(String text) {
    return switch (PlanParser.parse(text, FILES)) {
      case ParsedPlan.Accepted accepted -> accepted;
      case ParsedPlan.Rejected(List<Problem> problems) ->
          throw new AssertionError("rejected: " + problems);
    };
  }

  public static Plan plan(String text) {
    return accepted(text).plan();
  }

  static List<Problem> problems(String text) {
    return switch (PlanParser.parse(text, FILES)) {
      case ParsedPlan.Accepted accepted -> throw new AssertionError("accepted: " + accepted.plan());
      case ParsedPlan.Rejected(List<Problem> problems) -> problems;
    };
  }

  /// A plan whose only request is this step, indented by eight.
  public static String withStep(String step) {
    return SHORTEST.replace("      - get: /\n", step.indent(6));
  }
}
