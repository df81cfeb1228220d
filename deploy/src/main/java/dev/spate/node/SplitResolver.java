package dev.spate.node;

import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.DowningProvider;
import org.apache.pekko.cluster.sbr.SplitBrainResolver;
import scala.Option;
import scala.Some;
import scala.concurrent.duration.FiniteDuration;

/// Pekko's split brain resolver with [CoordinatorsFirst] for a strategy. Named in `node.conf`, and
/// made by Pekko.
public final class SplitResolver extends DowningProvider {
  private static final String STABLE_AFTER = "pekko.cluster.split-brain-resolver.stable-after";
  private static final String MARGIN = "pekko.cluster.down-removal-margin";

  private final ActorSystem system;

  public SplitResolver(ActorSystem system) {
    this.system = system;
  }

  /// How long the side that goes on waits before it puts another in the place of who was cut off:
  /// for the other side to come to its conclusion.
  @Override
  public FiniteDuration downRemovalMargin() {
    return configured(MARGIN);
  }

  @Override
  public Option<Props> downingActorProps() {
    Cluster cluster = Cluster.get(system);
    return Some.apply(
        SplitBrainResolver.props(
            configured(STABLE_AFTER),
            new CoordinatorsFirst(cluster.selfDataCenter(), cluster.selfUniqueAddress())));
  }

  private FiniteDuration configured(String path) {
    return FiniteDuration.apply(
        system.settings().config().getDuration(path, TimeUnit.MILLISECONDS), TimeUnit.MILLISECONDS);
  }
}
