package dev.spate.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.worker.engine.Idle;
import org.junit.jupiter.api.Test;

class WorkerTuningTest {
  @Test
  void workersThatShareAMachineSpinOnlyWhereAProcessorIsLeft() {
    assertThat(WorkerTuning.AUTO.optionsOf(1_000))
        .containsExactly("--transport", "auto", "--idle", "sleep");
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(WorkerTuning.AUTO.idleOf(processors - 1)).isEqualTo(Idle.HYBRID);
    assertThat(WorkerTuning.AUTO.idleOf(processors)).isEqualTo(Idle.SLEEP);
  }

  @Test
  void whatIsSaidHolds() {
    assertThat(new WorkerTuning("nio", "spin").optionsOf(1_000))
        .containsExactly("--transport", "nio", "--idle", "spin");
  }

  @Test
  void refusesWordsThatMeanNothing() {
    new WorkerTuning("nio", "hybrid").check();
    assertThatThrownBy(() -> new WorkerTuning("nio", "doze").check())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WorkerTuning("smoke", "sleep").check())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
