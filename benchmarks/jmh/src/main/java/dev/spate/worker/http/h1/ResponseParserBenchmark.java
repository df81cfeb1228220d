package dev.spate.worker.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reading one answer from a direct buffer, as a loop does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ResponseParserBenchmark {
  /// How the body ends.
  public enum Framing {
    LENGTH("Content-Length: 13", "Hello, world!"),
    CHUNKED("Transfer-Encoding: chunked", "d\r\nHello, world!\r\n0\r\n\r\n");

    private final String field;
    private final String body;

    Framing(String field, String body) {
      this.field = field;
      this.body = body;
    }
  }

  @Param private Framing framing = Framing.LENGTH;

  private final ResponseParser parser = new ResponseParser();
  private ByteBuf one = Unpooled.EMPTY_BUFFER;
  private ByteBuf other = Unpooled.EMPTY_BUFFER;
  private int split;
  private int end;
  private boolean odd;

  @Setup
  public void encode() {
    one = answer(0);
    other = answer(1);
    end = one.readableBytes();
    split = end / 2;
  }

  private ByteBuf answer(int second) {
    String head =
        """
        HTTP/1.1 200 OK
        Server: nginx/1.22.1
        Date: Sun, 22 Nov 2026 17:45:1%d GMT
        Content-Type: text/plain
        Connection: keep-alive
        %s

        """
            .formatted(second, framing.field)
            .replace("\n", "\r\n");
    byte[] bytes = (head + framing.body).getBytes(StandardCharsets.US_ASCII);
    return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
  }

  /// The head is the one before: what a target mostly does for a second.
  @Benchmark
  public int sameHead() {
    return whole(one);
  }

  /// Each head differs from the one before in one byte.
  @Benchmark
  public int newHead() {
    odd = !odd;
    return whole(odd ? one : other);
  }

  /// A head that comes in two parts.
  @Benchmark
  public int splitHead() {
    ByteBuf in = one.setIndex(0, split);
    parser.begin(false, null);
    Progress first = parser.parse(in, 1);
    in.setIndex(in.readerIndex(), end);
    return first == Progress.MORE && parser.parse(in, 2) == Progress.COMPLETE
        ? parser.status()
        : failed();
  }

  private int whole(ByteBuf in) {
    in.setIndex(0, end);
    parser.begin(false, null);
    return parser.parse(in, 1) == Progress.COMPLETE ? parser.status() : failed();
  }

  private static int failed() {
    throw new IllegalStateException("the parser did not find the end");
  }
}
