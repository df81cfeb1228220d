package dev.spate.worker.http.dial;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Plan;
import dev.spate.plan.Proxy;
import dev.spate.worker.http.dial.TargetException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the way that a plan's connections take, before a run, or why this worker cannot or may not
/// go there.
public final class TargetResolver {
  private final TargetPolicy policy;
  private final NameLookup lookup;

  public TargetResolver(TargetPolicy policy) {
    this(policy, SystemLookup.INSTANCE);
  }

  /// @param lookup asked now, and in the course of the run where the plan wants it
  public TargetResolver(TargetPolicy policy, NameLookup lookup) {
    this.policy = policy;
    this.lookup = lookup;
  }

  /// Blocks for as long as the system's resolver does: for a thread that can wait, with a deadline
  /// of its caller's.
  ///
  /// @throws TargetException where there is no way, or the policy forbids all
  public Way resolve(Plan plan) throws TargetException {
    ConnectionOptions connections = plan.http().connections();
    if (!connections.unixSocket().isEmpty()) {
      return Way.to(List.of(unixSocket(connections.unixSocket())));
    }
    SourceAddresses sources = sources(connections.sources());
    Proxy proxy = connections.httpProxy();
    String host = proxy == null ? plan.target().host() : proxy.host();
    int port = proxy == null ? plan.target().port() : proxy.port();
    if (proxy != null) {
      checkBehindProxy(plan.target().host());
    }
    Destination destination =
        destination(new Destination.AllowedName(host, port, policy, sources), plan);
    return new Way(destination, sources, Tunnel.of(plan), Tunnel.readByProxy(plan));
  }

  private Destination destination(Destination.AllowedName name, Plan plan) throws TargetException {
    List<InetAddress> found = lookUp(name.host());
    List<InetSocketAddress> usable = name.usable(found);
    if (usable.isEmpty()) {
      throw found.stream().anyMatch(address -> policy.allows(name.host(), address))
          ? unreachable(name, found)
          : notAllowed(name.host(), found);
    }
    ConnectionOptions connections = plan.http().connections();
    return connections.resolve() == Resolve.ONCE || isLiteral(name.host())
        ? new Destination.Fixed(usable)
        : new Destination.Named(
            usable,
            System.nanoTime(),
            name,
            connections.resolve(),
            connections.resolveTtlNs(),
            new LookupDesk(lookup, plan.http().deadlines().connectNs()));
  }

  private UnixDomainSocketAddress unixSocket(String path) throws TargetException {
    if (!policy.allowsUnixSocket(path)) {
      throw new TargetException(
          Reason.NOT_ALLOWED,
          "This worker may not send to the Unix socket "
              + path
              + ": these have to be named. If it is yours, start its workers with a list of targets"
              + " that has unix:"
              + path
              + " in it (--allow-targets).");
    }
    return UnixDomainSocketAddress.of(path);
  }

  /// It is the proxy that looks the target's name up. So the name has to be allowed, or each
  /// address that this worker finds for it: it might be any of them.
  private void checkBehindProxy(String host) throws TargetException {
    if (policy.allows(host)) {
      return;
    }
    List<InetAddress> found = lookUp(host);
    if (!found.stream().allMatch(address -> policy.allows(host, address))) {
      throw notAllowed(host, found);
    }
  }

  private static SourceAddresses sources(List<String> literals) throws TargetException {
    SourceAddresses sources = SourceAddresses.of(literals);
    List<InetAddress> missing = sources.missing();
    if (!missing.isEmpty()) {
      throw new TargetException(
          Reason.NO_SOURCE,
          "This worker's machine has no address "
              + shown(missing)
              + ", which http.connections.sources names. Add it to a network interface, or leave it"
              + " out of the plan.");
    }
    return sources;
  }

  private List<InetAddress> lookUp(String host) throws TargetException {
    try {
      return isLiteral(host) ? List.of(InetAddress.ofLiteral(host)) : lookup.lookUp(host);
    } catch (UnknownHostException e) {
      TargetException unknown =
          new TargetException(
              Reason.UNKNOWN_HOST,
              "The name " + host + " has no address. Is it spelled right, and known on this host?");
      unknown.initCause(e);
      throw unknown;
    }
  }

  private static boolean isLiteral(String host) {
    try {
      var _ = InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static TargetException unreachable(
      Destination.AllowedName name, List<InetAddress> found) {
    return new TargetException(
        Reason.NO_SOURCE,
        "No address of "
            + name.host()
            + " ("
            + shown(found)
            + ") can be reached from http.connections.sources ("
            + shown(name.sources().addresses())
            + "): IPv4 leads to IPv4 only, IPv6 to IPv6.");
  }

  private TargetException notAllowed(String host, List<InetAddress> found) {
    return new TargetException(
        Reason.NOT_ALLOWED,
        "This worker may not send to "
            + host
            + " ("
            + shown(found)
            + "). It may send to: "
            + policy
            + ". If the target is yours, start its workers with a list of targets that has this"
            + " host or its addresses in it.");
  }

  private static String shown(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
  }
}
