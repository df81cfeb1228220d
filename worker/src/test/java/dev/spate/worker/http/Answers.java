package dev.spate.worker.http;

import dev.spate.answer.Answer;
import dev.spate.measure.Outcome;
import dev.spate.worker.engine.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of the requests of a test, in order.
public final class Answers {
  /// One end of an exchange.
  ///
  /// @param outcome null where there is an answer
  public record Told(
      String name,
      int status,
      @Nullable Outcome outcome,
      long sentNs,
      long firstByteNs,
      long endNs,
      long bytesSent,
      long bytesReceived,
      boolean retried) {}

  private final List<Told> all = new ArrayList<>();

  public List<Told> all() {
    return all;
  }

  public int count() {
    return all.size();
  }

  public Told last() {
    return all.getLast();
  }

  public List<String> names() {
    return all.stream().map(Told::name).toList();
  }

  public List<Integer> statuses() {
    return all.stream().map(Told::status).toList();
  }

  /// An exchange that only writes down how it ended.
  public Exchange exchange(String name) {
    return exchange(name, () -> {});
  }

  /// An exchange that writes down how it ended, and then does something.
  public Exchange exchange(String name, Runnable then) {
    return exchange(name, then, null);
  }

  /// An exchange that writes down how it ended, and wants to see its answer.
  public Exchange exchange(String name, Answer answer) {
    return exchange(name, () -> {}, answer);
  }

  private Exchange exchange(String name, Runnable then, @Nullable Answer answer) {
    return new Exchange() {
      @Override
      public @Nullable Answer answer() {
        return answer;
      }

      @Override
      public void onAnswer(
          int status,
          long sentNs,
          long firstByteNs,
          long endNs,
          long bytesSent,
          long bytesReceived,
          boolean retried) {
        all.add(
            new Told(
                name, status, null, sentNs, firstByteNs, endNs, bytesSent, bytesReceived, retried));
        then.run();
      }

      @Override
      public void onFailure(
          Outcome outcome,
          long sentNs,
          long endNs,
          long bytesSent,
          long bytesReceived,
          boolean retried) {
        all.add(new Told(name, 0, outcome, sentNs, 0, endNs, bytesSent, bytesReceived, retried));
        then.run();
      }
    };
  }
}
