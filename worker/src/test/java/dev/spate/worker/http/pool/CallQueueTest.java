package dev.spate.worker.http.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallQueueTest {
  private static final long SEED = 42;
  private static final int STEPS = 50_000;

  private static List<Call> calls(int count) {
    return Stream.generate(Call::new).limit(count).toList();
  }

  @Test
  void keepsTheOrderOfAPlainQueueWhateverComesAndGoes() {
    Random random = new Random(SEED);
    CallQueue queue = new CallQueue();
    ArrayDeque<Call> model = new ArrayDeque<>();
    ArrayDeque<Call> free = new ArrayDeque<>(calls(20));
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          if (!free.isEmpty()) {
            queue.add(free.peek());
            model.add(free.remove());
          }
        }
        case 2 -> {
          if (!free.isEmpty()) {
            queue.addFirst(free.peek());
            model.addFirst(free.remove());
          }
        }
        case 3 -> {
          if (!model.isEmpty()) {
            assertThat(queue.remove()).isSameAs(model.peek());
            free.add(model.remove());
          }
        }
        default -> {
          if (!model.isEmpty()) {
            Call any = model.stream().skip(random.nextInt(model.size())).findFirst().orElseThrow();
            assertThat(queue.remove(any)).isTrue();
            assertThat(queue.remove(any)).isFalse();
            model.remove(any);
            free.add(any);
          }
        }
      }
      assertThat(queue.size()).isEqualTo(model.size());
      assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
      assertThat(queue.first()).isSameAs(model.peek());
    }
  }

  @Test
  void takesAllOfAnotherQueueBeforeItsOwn() {
    List<Call> calls = calls(4);
    CallQueue queue = new CallQueue();
    CallQueue others = new CallQueue();
    queue.addAllFirst(others);
    assertThat(queue.isEmpty()).isTrue();
    others.add(calls.get(0));
    others.add(calls.get(1));
    queue.addAllFirst(others);
    assertThat(others.isEmpty()).isTrue();
    queue.add(calls.get(3));
    others.add(calls.get(2));
    queue.addAllFirst(others);
    assertThat(queue.size()).isEqualTo(4);
    assertThat(List.of(queue.remove(), queue.remove(), queue.remove(), queue.remove()))
        .containsExactly(calls.get(2), calls.get(0), calls.get(1), calls.get(3));
    assertThatThrownBy(queue::remove).isInstanceOf(NoSuchElementException.class);
  }
}
