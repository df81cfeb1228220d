package dev.spate.control;

import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.KeepAlive;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Deadlines;
import dev.spate.plan.HttpOptions;
import dev.spate.plan.Protocol;
import dev.spate.plan.TlsOptions;
import dev.spate.wire.PlanWire;
import java.util.function.Function;

/// [HttpOptions] on the wire.
final class HttpOptionsCodec {
  private HttpOptionsCodec() {}

  static PlanWire.HttpOptions toWire(HttpOptions http) {
    return PlanWire.HttpOptions.newBuilder()
        .setDeadlines(deadlines(http.deadlines()))
        .setProtocol(http.protocol().id())
        .addAllHeaders(PlanCodec.headersToWire(http.headers()))
        .setConnections(connections(http.connections()))
        .setTls(tls(http.tls()))
        .setSampleErrors(http.sampleErrors())
        .build();
  }

  /// @throws IllegalArgumentException where they are no valid options
  static HttpOptions fromWire(PlanWire.HttpOptions wire) {
    return new HttpOptions(
        deadlines(wire.getDeadlines()),
        named(Protocol.values(), Protocol::id, wire.getProtocol()),
        PlanCodec.headersFromWire(wire.getHeadersList()),
        connections(wire.getConnections()),
        tls(wire.getTls()),
        wire.getSampleErrors());
  }

  private static PlanWire.Deadlines deadlines(Deadlines deadlines) {
    return PlanWire.Deadlines.newBuilder()
        .setConnectNs(deadlines.connectNs())
        .setTlsNs(deadlines.tlsNs())
        .setFirstByteNs(deadlines.firstByteNs())
        .setRequestNs(deadlines.requestNs())
        .build();
  }

  private static Deadlines deadlines(PlanWire.Deadlines wire) {
    return new Deadlines(
        wire.getConnectNs(), wire.getTlsNs(), wire.getFirstByteNs(), wire.getRequestNs());
  }

  private static PlanWire.ConnectionOptions connections(ConnectionOptions connections) {
    return PlanWire.ConnectionOptions.newBuilder()
        .setPerWorker(connections.perWorker())
        .setKeepAlive(connections.keepAlive().id())
        .setRetry(connections.retry())
        .setPipelining(connections.pipelining())
        .setStreams(connections.streams())
        .setOpensPerSecond(connections.opensPerSecond())
        .setResolve(connections.resolve().id())
        .setResolveTtlNs(connections.resolveTtlNs())
        .addAllSources(connections.sources())
        .setProxy(connections.proxy())
        .setUnixSocket(connections.unixSocket())
        .build();
  }

  private static ConnectionOptions connections(PlanWire.ConnectionOptions wire) {
    return new ConnectionOptions(
        wire.getPerWorker(),
        named(KeepAlive.values(), KeepAlive::id, wire.getKeepAlive()),
        wire.getRetry(),
        wire.getPipelining(),
        wire.getStreams(),
        wire.getOpensPerSecond(),
        named(Resolve.values(), Resolve::id, wire.getResolve()),
        wire.getResolveTtlNs(),
        wire.getSourcesList(),
        wire.getProxy(),
        wire.getUnixSocket());
  }

  private static PlanWire.TlsOptions tls(TlsOptions tls) {
    return PlanWire.TlsOptions.newBuilder()
        .setInsecure(tls.insecure())
        .setServerName(tls.serverName())
        .addAllVersions(tls.versions())
        .setAuthorities(tls.authorities())
        .setCertificate(tls.certificate())
        .setKey(tls.key())
        .setResumption(tls.resumption())
        .setProvider(tls.provider().id())
        .build();
  }

  private static TlsOptions tls(PlanWire.TlsOptions wire) {
    return new TlsOptions(
        wire.getInsecure(),
        wire.getServerName(),
        wire.getVersionsList(),
        wire.getAuthorities(),
        wire.getCertificate(),
        wire.getKey(),
        wire.getResumption(),
        named(TlsOptions.Provider.values(), TlsOptions.Provider::id, wire.getProvider()));
  }

  private static <T> T named(T[] values, Function<T, String> id, String name) {
    for (T value : values) {
      if (id.apply(value).equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown name in a plan's http options: '" + name + "'");
  }
}
