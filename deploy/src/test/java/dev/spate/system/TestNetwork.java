package dev.spate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;

/// A network of machines on this one: a namespace with an address for each, a switch between them,
/// and a way out of it to where the test is. Links between any two are cut as a broken cable cuts
/// them: what is sent is lost, and nobody is told.
///
/// In 198.18.0.0/15, which is there for tests of networks. Needs the rights of an administrator.
final class TestNetwork implements AutoCloseable {
  private final String name = "st%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
  private final String subnet =
      "198.%d.%d."
          .formatted(
              18 + ThreadLocalRandom.current().nextInt(2),
              ThreadLocalRandom.current().nextInt(256));
  private final int nodes;

  private TestNetwork(int nodes) {
    this.nodes = nodes;
  }

  /// Makes one. Skips the test, loudly, where this system does not let us.
  ///
  /// @param nodes how many, numbered from 0 on; at most 200
  static TestNetwork of(int nodes) {
    TestNetwork network = new TestNetwork(nodes);
    String problem = network.run(network.construction());
    if (!problem.isEmpty()) {
      network.close();
      System.err.println("SKIPPED: this system lets us have no networks of our own: " + problem);
      Assumptions.abort("this system lets us have no networks of our own: " + problem);
    }
    return network;
  }

  private String construction() {
    StringBuilder script = new StringBuilder();
    script.append(
        """
        ip netns add NAME-s
        ip -n NAME-s link add wide type bridge
        ip -n NAME-s link set wide up
        ip link add NAME type veth peer name out netns NAME-s
        ip -n NAME-s link set out master wide up
        ip address add %s/24 dev NAME
        ip link set NAME up
        """
            .formatted(outside()));
    for (int node = 0; node < nodes; node++) {
      script.append(
          """
          ip netns add NAME-%1$d
          ip -n NAME-s link add n%1$d type veth peer name eth0 netns NAME-%1$d
          ip -n NAME-s link set n%1$d master wide up
          ip -n NAME-%1$d address add %2$s/24 dev eth0
          ip -n NAME-%1$d link set eth0 up
          ip -n NAME-%1$d link set lo up
          """
              .formatted(node, address(node)));
    }
    return script.toString();
  }

  /// Of a node.
  String address(int node) {
    return subnet + (node + 1);
  }

  /// Where all nodes reach the test, whatever is cut.
  String outside() {
    return subnet + 254;
  }

  /// What a command is to be started by to be on a node.
  List<String> on(int node) {
    return List.of("ip", "netns", "exec", name + "-" + node);
  }

  /// Cuts all links between two groups, in both directions.
  void cut(List<Integer> some, List<Integer> others) {
    StringBuilder script = new StringBuilder();
    for (int here : some) {
      for (int there : others) {
        script.append(loss(here, there)).append(loss(there, here));
      }
    }
    must(script.toString());
  }

  /// What is sent from one node to another is lost, and what is sent back arrives.
  void cutOneWay(int from, int to) {
    must(loss(from, to));
  }

  /// Addressed to a machine that is not there.
  private String loss(int from, int to) {
    return "ip -n NAME-%d neigh replace %s lladdr 02:00:00:00:00:fe dev eth0 nud permanent%n"
        .formatted(from, address(to));
  }

  /// Mends all links.
  void heal() {
    StringBuilder script = new StringBuilder();
    for (int node = 0; node < nodes; node++) {
      script.append("ip -n NAME-%d neigh flush dev eth0 nud permanent%n".formatted(node));
    }
    must(script.toString());
  }

  /// Takes it down; what is on its nodes is to have ended.
  @Override
  public void close() {
    StringBuilder script = new StringBuilder();
    for (int node = 0; node < nodes; node++) {
      script.append("ip netns del NAME-%d || true%n".formatted(node));
    }
    script.append("ip netns del NAME-s || true\nip link del NAME || true\n");
    var _ = run(script.toString());
  }

  private void must(String script) {
    String problem = run(script);
    if (!problem.isEmpty()) {
      throw new AssertionError(problem);
    }
  }

  /// What went wrong, or nothing.
  private String run(String script) {
    try {
      Process process =
          new ProcessBuilder("sh", "-e", "-c", script.replace("NAME", name))
              .redirectErrorStream(true)
              .start();
      String said = process.inputReader().readAllAsString().strip();
      int code = process.waitFor();
      return code == 0 ? "" : "exit code " + code + ": " + said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new AssertionError(failure);
    }
  }
}
