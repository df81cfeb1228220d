package dev.spate.worker.http.h2;

import static dev.spate.worker.http.Plans.MS;

import dev.spate.plan.HttpOptions;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Protocol;
import dev.spate.worker.http.Client;
import dev.spate.worker.http.Plans;
import dev.spate.worker.http.ScriptedServer;
import dev.spate.worker.http.io.Transport;
import java.util.List;
import java.util.function.UnaryOperator;

/// What tests of connections that speak HTTP/2 in the clear have in common.
abstract class Http2Test {
  static final HttpRequest GET = Plans.get("/");
  static final long PATIENCE_NS = 30_000 * MS;

  /// A client that may open so many connections.
  static Client client(ScriptedServer server, int connections, HttpRequest... requests) {
    return client(server, connections, options -> options, requests);
  }

  static Client client(
      ScriptedServer server,
      int connections,
      UnaryOperator<HttpOptions> change,
      HttpRequest... requests) {
    HttpOptions options =
        change.apply(Plans.options(PATIENCE_NS, PATIENCE_NS).withProtocol(Protocol.HTTP2));
    return new Client(
        Plans.plan(Plans.target(server.port()), options, requests),
        List.of(server.address()),
        Transport.usual(),
        connections);
  }

  /// So many streams on a connection.
  static UnaryOperator<HttpOptions> streams(int streams) {
    return options -> options.withConnections(options.connections().withStreams(streams));
  }
}
