package dev.spate.soak;

/// What is done to a cluster, in this order and again from the first.
enum Fault {
  KILL_WORKER("SIGKILL to a worker, and a new one"),
  FREEZE_WORKER("SIGSTOP to a worker, SIGCONT 12 s later, and a new one"),
  LEAVE("SIGTERM to a worker, which leaves, and a new one"),
  KILL_COORDINATOR("SIGKILL to the coordinator, and again");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  /// For people.
  String text() {
    return text;
  }
}
