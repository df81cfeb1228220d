package dev.spate.worker.http.dial;

import dev.spate.plan.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the addresses of a target that a worker may send to.
public final class TargetResolver {
  private final TargetPolicy policy;

  public TargetResolver(TargetPolicy policy) {
    this.policy = policy;
  }

  /// The addresses of a target, in the resolver's order, without those that the policy forbids.
  /// Blocks for as long as the system's resolver does: for a thread that can wait, with a deadline
  /// of its caller's.
  ///
  /// @return at least one
  /// @throws TargetException where there is none, or the policy forbids all
  public List<InetSocketAddress> resolve(Target target) throws TargetException {
    InetAddress[] found = lookUp(target.host());
    List<InetSocketAddress> allowed =
        Stream.of(found)
            .filter(address -> policy.allows(target.host(), address))
            .map(address -> new InetSocketAddress(address, target.port()))
            .toList();
    if (allowed.isEmpty()) {
      throw new TargetException(TargetException.Reason.NOT_ALLOWED, refusal(target, found));
    }
    return allowed;
  }

  private static InetAddress[] lookUp(String host) throws TargetException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      TargetException unknown =
          new TargetException(
              TargetException.Reason.UNKNOWN_HOST,
              "The name " + host + " has no address. Is it spelled right, and known on this host?");
      unknown.initCause(e);
      throw unknown;
    }
  }

  private String refusal(Target target, InetAddress[] found) {
    String addresses =
        Stream.of(found).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    return "This worker may not send to "
        + target.host()
        + " ("
        + addresses
        + "). It may send to: "
        + policy
        + ". If the target is yours, start its workers with a list of targets that has this host or"
        + " its addresses in it.";
  }
}
