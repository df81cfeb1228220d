package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.worker.engine.Idle;
import org.junit.jupiter.api.Test;

class WorkerTuningTest {
  @Test
  void workersThatShareAMachineSpinOnlyWhereAProcessorIsLeft() {
    assertThat(WorkerTuning.AUTO.optionsOf(1_000))
        .containsExactly("--transport", "auto", "--idle", "sleep", "--rehearsal", "on");
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(WorkerTuning.AUTO.idleOf(processors - 1)).isEqualTo(Idle.HYBRID);
    assertThat(WorkerTuning.AUTO.idleOf(processors)).isEqualTo(Idle.SLEEP);
  }

  @Test
  void whatIsSaidHolds() {
    assertThat(new WorkerTuning("nio", "spin", "off").optionsOf(1_000))
        .containsExactly("--transport", "nio", "--idle", "spin", "--rehearsal", "off");
  }

  @Test
  void refusesWordsThatMeanNothing() {
    new WorkerTuning("nio", "hybrid", "on").check();
    assertThatThrownBy(() -> new WorkerTuning("nio", "doze", "on").check())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WorkerTuning("nio", "sleep", "maybe").check())
        .hasMessage("a rehearsal is on or off, not \"maybe\"");
    assertThatThrownBy(() -> new WorkerTuning("smoke", "sleep", "on").check())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
