package dev.spate.worker.http;

import dev.spate.measure.Outcome;
import dev.spate.plan.ConnectionOptions;
import dev.spate.plan.ConnectionOptions.Resolve;
import dev.spate.plan.Plan;
import dev.spate.plan.Target;
import dev.spate.worker.http.dial.TargetException;
import dev.spate.worker.http.dial.TargetPolicy;
import dev.spate.worker.http.dial.TargetResolver;
import dev.spate.worker.http.io.Transport;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A process that opens more connections than it has means for, and prints what became of its
/// requests. For [RunningOutTest], which sets the limits.
final class RunningOut {
  private RunningOut() {}

  /// @param arguments the transport, how many connections to open, the port to listen on (0 for
  ///   any), and perhaps source addresses
  public static void main(String... arguments) throws IOException, TargetException {
    Transport transport = Transport.valueOf(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    int port = Integer.parseInt(arguments[2]);
    List<String> sources = List.of(arguments).subList(3, arguments.length);
    loadEveryClass();
    System.out.println(transport.id() + " " + run(transport, count, port, sources));
    System.exit(0);
  }

  private static String run(Transport transport, int count, int port, List<String> sources)
      throws IOException, TargetException {
    try (ScriptedServer server = ScriptedServer.start(listen(port, 1), (_, peer) -> answer(peer));
        Client client = client(server.port(), sources, transport, 1)) {
      warmUp(server, client);
    }
    try (ScriptedServer server =
            ScriptedServer.start(
                listen(port, count),
                (_, peer) -> {
                  peer.readRequest();
                  peer.awaitEnd();
                });
        Client client = client(server.port(), sources, transport, count)) {
      for (int i = 0; i < count; i++) {
        client.send(0);
      }
      // The server may have no descriptor left to accept one: it waits in the queue then.
      client.runUntil(() -> client.connectTimes.size() + client.answers.count() >= count);
      String said = said(count, client.answers.all());
      server.stopListening();
      server.closeConnections();
      client.awaitAnswers(count);
      return said;
    }
  }

  /// Whoever has no file descriptor left can neither load a class from a file nor open a jar. The
  /// program itself comes in jars, which are open for as long as it runs.
  private static void loadEveryClass() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path directory = Path.of(entry);
      if (Files.isDirectory(directory)) {
        try (Stream<Path> files = Files.walk(directory)) {
          files
              .map(file -> directory.relativize(file).toString())
              .filter(name -> name.endsWith(".class"))
              .forEach(name -> load(name.replace(".class", "").replace(File.separatorChar, '.')));
        }
      }
    }
    load("is.nowhere.SoThatEveryJarIsOpened");
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, RunningOut.class.getClassLoader());
    } catch (ClassNotFoundException _) {
      // Each jar of the class path was asked for it.
    }
  }

  /// Once through all of it, so that the native libraries are there too.
  private static void warmUp(ScriptedServer server, Client client) {
    client.ask(0);
    server.stopListening();
    server.closeConnections(); // first, so no port of the client's has to wait (TIME_WAIT)
    client.runUntil(() -> client.requester.connections() == 0);
    client.ask(0); // is refused, unless another process has the port by now
  }

  private static void answer(ScriptedServer.Peer peer) throws IOException {
    peer.readRequest();
    peer.write(RequesterTest.OK);
    peer.awaitEnd();
  }

  private static ServerSocket listen(int port, int queue) throws IOException {
    return new ServerSocket(port, queue, InetAddress.getLoopbackAddress());
  }

  private static String said(int count, List<Answers.Told> failed) {
    return "connected="
        + (count - failed.size())
        + failed.stream()
            .map(told -> Objects.requireNonNull(told.outcome()))
            .collect(Collectors.groupingBy(Outcome::id, TreeMap::new, Collectors.counting()));
  }

  private static Client client(int port, List<String> sources, Transport transport, int count)
      throws TargetException {
    ConnectionOptions connections = Plans.connections(Resolve.ONCE, 0, sources, "", "");
    Plan plan =
        Plans.plan(
            new Target(Target.Scheme.HTTP, "127.0.0.1", port, ""),
            Plans.options(600_000 * Plans.MS, 60_000 * Plans.MS).withConnections(connections),
            RequesterTest.GET);
    var way = new TargetResolver(TargetPolicy.loopbackAndPrivate()).resolve(plan);
    return new Client(plan, way, transport, count);
  }
}
