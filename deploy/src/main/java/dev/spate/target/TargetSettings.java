package dev.spate.target;

/// What a target does.
///
/// @param host where to listen: a name or an address
/// @param port 0 for any free one
/// @param answer how a request is answered unless its URL says otherwise
/// @param serial works on one request at a time, first come, first served: a queue in front of a
///   single server whose service time is the delay
/// @param errorRate the part of the requests answered with the error status, 0 to 1
/// @param errorStatus 200 to 599
/// @param seed decides which requests fail
/// @param stalls when nothing is answered
/// @param closeEvery every how many answers a connection is closed; 0 for never
/// @param record keep when each request arrived
public record TargetSettings(
    String host,
    int port,
    Answer answer,
    boolean serial,
    double errorRate,
    int errorStatus,
    long seed,
    Stalls stalls,
    int closeEvery,
    boolean record) {
  /// On loopback, any port, every request answered at once with 200.
  public static final TargetSettings DEFAULT =
      new TargetSettings("127.0.0.1", 0, Answer.DEFAULT, false, 0, 500, 1, Stalls.NONE, 0, false);

  /// @throws IllegalArgumentException outside the ranges above
  public TargetSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
    if (!(errorRate >= 0 && errorRate <= 1)) {
      throw new IllegalArgumentException("an error rate is 0 to 1, not " + errorRate);
    }
    if (errorStatus < 200 || errorStatus > 599) {
      throw new IllegalArgumentException("a status is 200 to 599, not " + errorStatus);
    }
    if (closeEvery < 0) {
      throw new IllegalArgumentException("a connection is closed after 1 or more answers");
    }
  }

  public TargetSettings withPort(int value) {
    return new TargetSettings(
        host, value, answer, serial, errorRate, errorStatus, seed, stalls, closeEvery, record);
  }

  public TargetSettings withAnswer(Answer value) {
    return new TargetSettings(
        host, port, value, serial, errorRate, errorStatus, seed, stalls, closeEvery, record);
  }

  public TargetSettings withSerial(boolean value) {
    return new TargetSettings(
        host, port, answer, value, errorRate, errorStatus, seed, stalls, closeEvery, record);
  }

  public TargetSettings withErrors(double rate, int status) {
    return new TargetSettings(
        host, port, answer, serial, rate, status, seed, stalls, closeEvery, record);
  }

  public TargetSettings withStalls(Stalls value) {
    return new TargetSettings(
        host, port, answer, serial, errorRate, errorStatus, seed, value, closeEvery, record);
  }

  public TargetSettings withCloseEvery(int answers) {
    return new TargetSettings(
        host, port, answer, serial, errorRate, errorStatus, seed, stalls, answers, record);
  }

  public TargetSettings withRecord(boolean value) {
    return new TargetSettings(
        host, port, answer, serial, errorRate, errorStatus, seed, stalls, closeEvery, value);
  }
}
