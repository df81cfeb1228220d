package dev.spate.coordinator.plan;

/// The plan that `spate new URL` writes: short enough to read, with a line on each thing that is
/// changed first, and what most plans come to need as comments.
///
/// @param url with or without `http://`; its path and query become the first request's
public record NewPlan(String url) {
  /// The plan as YAML.
  ///
  /// @param file the name that it will have, for its comments
  public String yaml(String file) {
    QuickUrl parts = QuickUrl.of(url);
    String path = YamlText.of(parts.path());
    String target = YamlText.of(parts.target());
    return """
    # What Spate sends, how much of it, and what has to hold.
    #   spate validate %1$s         checks this file and draws the load; sends nothing
    #   spate run %1$s --once       sends each scenario once and shows every answer
    #   spate run %1$s              runs it
    # Every key: docs/plan-reference.md. `spate schema -o spate-plan.schema.json` makes what editors need to
    # complete and check plans; the first line of the plan then names it, as a comment:
    #   yaml-language-server: $schema=spate-plan.schema.json
    name: %2$s

    # Where requests go. Paths below are relative to it.
    target: %3$s

    http:
      timeout: 10s                # a request that takes longer is counted as timed out
      # headers:                  # sent with every request; secrets are masked in all files of the run
      #   authorization: Bearer TOKEN

    # How much load, and when; one after the other. `arrivalRate` is the outside world: so many visits
    # begin each second, whatever the server does. `users: 20` in its place is 20 people who each wait
    # for an answer before they go on.
    phases:
      - { name: warmup, arrivalRate: 2/s, duration: 10s, warmup: true }      # not measured
      - { name: ramp,   arrivalRate: 2/s, rampTo: 20/s, duration: 30s }
      - { name: steady, arrivalRate: 20/s, duration: 1m, arrivals: poisson } # at random, as people come

    # What a visitor does. Of several scenarios each visit takes one, by `weight`.
    scenarios:
      visit:
        flow:
          - get: %4$s
            name: first page      # its row of the report
            check: { status: 200 }
          # - think: 1s..3s       # a pause
          # - post: /orders
          #   json: { product: 7, amount: 2 }
          #   check: { status: [200, 201] }

    # What has to hold for the run to pass (exit code 0; else 99).
    thresholds:
      "response_time{phase:steady}": ["p(95)<500ms", "p(99)<1s"]
      failed: rate<1%%
      offered: rate>99%%           # Spate itself kept up with the plan
    """
        .formatted(file, YamlText.of(name(parts.target())), target, path);
  }

  /// The host, without what a name has no place for.
  private static String name(String target) {
    String host = target.substring(target.indexOf("://") + 3);
    String name = host.replaceFirst(":[0-9]*$", "");
    return name.isBlank() || name.length() > 100 ? "plan" : name;
  }
}
