package dev.spate.coordinator.plan;

import dev.spate.plan.Target;
import java.util.Optional;

/// Checks `allow`: the hosts that the plan may be sent to, and ask for access tokens.
final class AllowReader {
  private static final int MOST = 100;

  private AllowReader() {}

  /// The target, where it is known, must be among them.
  static void check(Value allow, Optional<Target> target) {
    boolean allowed = false;
    boolean sound = true;
    for (Value item : allow.items("hosts", MOST)) {
      Optional<String> host = item.text("a host").filter(text -> isHost(item, text));
      sound &= host.isPresent();
      allowed |= host.isPresent() && target.filter(t -> names(host.get(), t)).isPresent();
    }
    boolean listed = allow.node() instanceof Node.Sequence sequence && !sequence.items().isEmpty();
    if (listed && sound && !allowed && target.isPresent()) {
      allow.problem(
          "the target's host is not among them: " + target.get().host(),
          "add it, or leave allow out");
    }
  }

  /// So must a server that gives access tokens.
  static void checkServer(Value allow, Target server) {
    boolean sound = allow.node() instanceof Node.Sequence sequence && !sequence.items().isEmpty();
    boolean allowed =
        allow.items("hosts", MOST).stream()
            .flatMap(item -> item.text("a host").stream())
            .anyMatch(host -> names(host, server));
    if (sound && !allowed) {
      allow.problem(
          "the host of a tokenUrl is not among them: " + server.host(),
          "add it, or leave allow out");
    }
  }

  private static boolean isHost(Value item, String text) {
    if (TargetReader.isHost(bare(text))) {
      return true;
    }
    item.mismatch("a host without scheme, port and path", "");
    return false;
  }

  private static boolean names(String host, Target target) {
    return bare(host).equalsIgnoreCase(target.host());
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
