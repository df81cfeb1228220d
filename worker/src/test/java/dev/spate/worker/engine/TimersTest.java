package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Plan;
import dev.spate.worker.template.AccessTokens;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimersTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void givesBackInOrderLikeAPriorityQueue(long seed) {
    Random random = new Random(seed);
    Plan plan =
        Simulation.plan(
            0,
            List.of(Simulation.get("/")),
            Simulation.phase("p", 1_000_000, new dev.spate.plan.ClosedLoad(1, 1, 0)));
    SimulatedNetwork network = new SimulatedNetwork(0, 1, 1, sent -> sent);
    LoopContext context =
        new LoopContext(
            plan,
            AccessTokens.NONE,
            network.clock(),
            new Recorder(new CellPool(1), plan),
            network,
            new LogLines(0, new Nobody()));
    Timers timers = new Timers();
    PriorityQueue<Long> model = new PriorityQueue<>();
    for (int i = 0; i < 10_000; i++) {
      if (model.isEmpty() || random.nextInt(5) < 3) {
        long due = random.nextInt(1_000);
        timers.add(new VirtualUser(context), due);
        model.add(due);
      } else {
        assertThat(timers.nextDueNs()).isEqualTo(model.poll());
        assertThat(timers.poll()).isNotNull();
      }
      assertThat(timers.nextDueNs()).isEqualTo(model.isEmpty() ? Long.MAX_VALUE : model.peek());
    }
  }

  private static final class Nobody implements LoopListener {
    @Override
    public void onReady(int loop) {}

    @Override
    public void onCut(int loop, Cut cut) {}

    @Override
    public void onFailed(int loop, Throwable cause) {}
  }
}
