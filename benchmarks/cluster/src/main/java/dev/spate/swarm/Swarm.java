package dev.spate.swarm;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/// Many simulated workers in few nodes of a cluster, all in this process: a thousand nodes would be
/// a thousand actor systems. What they say travels over TCP as that of real ones does.
///
/// Prints what they did, one line a second, until it is ended.
public final class Swarm {
  private static final String SYSTEM = "spate";

  private Swarm() {}

  /// @param arguments port of the coordinator's node on 127.0.0.1, number of workers, number of
  ///   nodes
  public static void main(String... arguments) throws InterruptedException {
    int port = Integer.parseInt(arguments[0]);
    int workers = Integer.parseInt(arguments[1]);
    int nodes = Integer.parseInt(arguments[2]);
    SwarmCounts counts = new SwarmCounts();
    SamplePool pool = new SamplePool();
    for (int node = 0; node < nodes; node++) {
      start(port, node, nodes, workers, pool, counts);
    }
    System.out.println("swarm of " + workers);
    while (true) {
      TimeUnit.SECONDS.sleep(1);
      System.out.println(line(System.currentTimeMillis(), counts.look()));
    }
  }

  private static void start(
      int port, int node, int nodes, int workers, SamplePool pool, SwarmCounts counts) {
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.setup(context -> {
              for (int worker = node; worker < workers; worker += nodes) {
                String id = String.format(Locale.ROOT, "sim-%05d", worker);
                context.spawn(SimulatedWorker.create(id, pool, counts), id);
              }
              return Behaviors.empty();
            }),
            SYSTEM,
            config());
    Cluster.get(system)
        .manager()
        .tell(new JoinSeedNodes(List.of(new Address("pekko", SYSTEM, "127.0.0.1", port))));
  }

  private static Config config() {
    return ConfigFactory.parseString(
            """
            pekko.cluster.roles = [worker]
            pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            """)
        .withFallback(ConfigFactory.parseResources("dev/spate/node/node.conf"))
        .withFallback(ConfigFactory.parseResources("spate-remote.conf"))
        .withFallback(ConfigFactory.defaultReference())
        .withValue("pekko.coordinated-shutdown.exit-jvm", ConfigValueFactory.fromAnyRef("on"))
        .resolve();
  }

  /// As [SwarmLog] reads it.
  static String line(long atMs, SwarmCounts.Look look) {
    return String.format(
        Locale.ROOT,
        "second %d %d %d %d %d %d %.1f %.1f %.1f %d",
        atMs,
        look.reported(),
        look.acknowledged(),
        look.unacknowledged(),
        look.sentAgain(),
        look.fenced(),
        look.p50Ms(),
        look.p99Ms(),
        look.maxMs(),
        look.bytes());
  }
}
