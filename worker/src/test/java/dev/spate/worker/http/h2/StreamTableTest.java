package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.worker.http.pool.NewCalls;
import dev.spate.worker.http.pool.Pieces;
import dev.spate.worker.http.pool.RequestForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamTableTest {
  private static final long SEED = 9_113;
  private static final Http2Request REQUEST =
      new ConstantHttp2Request(
          new RequestForm(
              "GET", Pieces.of("/"), List.of(), Pieces.of(""), RequestForm.Holes.NONE, 1),
          List.of());

  @Test
  void holdsWhatAMapHolds() {
    Random random = new Random(SEED);
    StreamTable table = new StreamTable();
    Map<Integer, Stream> model = new HashMap<>();
    int next = 1;
    for (int step = 0; step < 200_000; step++) {
      if (model.size() < random.nextInt(200)) {
        // Gaps, as streams that last leave them, so that numbers of one slot meet.
        next += 2 * (1 + random.nextInt(3));
        model.put(next, begin(table, next));
      } else if (!model.isEmpty()) {
        List<Stream> streams = new ArrayList<>(model.values());
        Stream gone = streams.get(random.nextInt(streams.size()));
        model.remove(gone.id());
        table.remove(gone);
        assertThat(table.find(gone.id())).isNull();
      }
      assertThat(table.size()).isEqualTo(model.size());
      if (step % 100 == 0) {
        model.forEach((id, stream) -> assertThat(table.find(id)).isSameAs(stream));
      }
    }
  }

  @Test
  void findsAnyAboveANumber() {
    StreamTable table = new StreamTable();
    begin(table, 5);
    begin(table, 9);
    assertThat(table.anyAbove(9)).isNull();
    assertThat(table.anyAbove(5)).isNotNull().extracting(Stream::id).isEqualTo(9);
  }

  @Test
  void usesStreamsAgain() {
    StreamTable table = new StreamTable();
    Stream first = begin(table, 1);
    table.remove(first);
    assertThat(begin(table, 3)).isSameAs(first);
    assertThat(table.find(1)).isNull();
  }

  private static Stream begin(StreamTable table, int id) {
    Stream stream = table.add(id);
    stream.begin(id, NewCalls.call(), REQUEST, 1, 1);
    return stream;
  }
}
