package dev.spate.compare;

/// A plan of one flow over and over: a warm-up, then what is measured.
///
/// @param url of the target
/// @param http the mapping of that name, such as `connections: { perWorker: 64 }`
/// @param load such as `users: 64`
/// @param warmupSeconds at least 1
/// @param seconds measured
/// @param flow what each user does, again and again
record Plan(
    String url, String http, String load, int warmupSeconds, int seconds, String flow) {
  /// The request that most cases send.
  static final String GET = "{ get: / }";

  /// Of one request.
  Plan(String url, String http, String load, int warmupSeconds, int seconds) {
    this(url, http, load, warmupSeconds, seconds, GET);
  }

  String text() {
    return """
    target: %s
    http: { %s }
    phases:
      - { name: warmup, %s, duration: %ds, warmup: true }
      - { name: steady, %s, duration: %ds }
    scenarios:
      only: { flow: [ %s ] }
    """
        .formatted(url, http, load, warmupSeconds, load, seconds, flow);
  }

  /// The first second after all of it.
  int endSecond() {
    return warmupSeconds + seconds;
  }

  Plan lasting(int warmupSeconds, int seconds) {
    return new Plan(url, http, load, warmupSeconds, seconds, flow);
  }
}
