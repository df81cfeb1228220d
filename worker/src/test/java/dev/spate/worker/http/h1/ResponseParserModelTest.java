package dev.spate.worker.http.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The parser against Netty's own decoder: on streams of random valid answers, split at random,
/// both see the same statuses, and the same ends.
class ResponseParserModelTest {
  private static final long SEED = 7_1122;
  private static final int STREAMS = 500;

  private final Random random = new Random(SEED);

  @Test
  void seesTheSameAnswersAsNettysDecoder() {
    for (int stream = 0; stream < STREAMS; stream++) {
      byte[] bytes = randomStream().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(byParser(bytes))
          .as("stream %s of seed %s", stream, SEED)
          .isEqualTo(byNetty(bytes));
    }
  }

  /// Statuses in order, by the parser.
  private List<Integer> byParser(byte[] bytes) {
    List<Integer> statuses = new ArrayList<>();
    ResponseParser parser = new ResponseParser();
    parser.begin(false);
    ByteBuf in = Unpooled.buffer(bytes.length);
    while (in.writerIndex() < bytes.length) {
      int count = 1 + random.nextInt(Math.min(60, bytes.length - in.writerIndex()));
      in.writeBytes(bytes, in.writerIndex(), count);
      while (in.isReadable()) {
        Progress progress = parser.parse(in, 0);
        assertThat(progress).isNotEqualTo(Progress.MALFORMED);
        if (progress == Progress.COMPLETE) {
          statuses.add(parser.status());
          parser.begin(false);
        }
      }
    }
    return statuses;
  }

  /// Statuses of final answers in order, by Netty.
  private static List<Integer> byNetty(byte[] bytes) {
    List<Integer> statuses = new ArrayList<>();
    EmbeddedChannel channel = new EmbeddedChannel(new HttpResponseDecoder());
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    int status = 0;
    for (Object each = channel.readInbound(); each != null; each = channel.readInbound()) {
      if (each instanceof HttpResponse response) {
        assertThat(response.decoderResult().isSuccess()).isTrue();
        status = response.status().code();
      }
      if (each instanceof HttpContent content) {
        assertThat(content.decoderResult().isSuccess()).isTrue();
      }
      if (each instanceof LastHttpContent && status >= 200) {
        statuses.add(status);
      }
      ReferenceCountUtil.release(each);
    }
    channel.finishAndReleaseAll();
    return statuses;
  }

  private String randomStream() {
    StringBuilder stream = new StringBuilder();
    int answers = 1 + random.nextInt(8);
    for (int i = 0; i < answers; i++) {
      if (random.nextInt(6) == 0) {
        stream.append("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
      }
      switch (random.nextInt(4)) {
        case 0 -> stream.append(head(204 + 100 * random.nextInt(2))).append("\r\n");
        case 1 -> stream.append(chunked());
        default -> stream.append(sized());
      }
    }
    return stream.toString();
  }

  private String head(int status) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Reason\r\n");
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      head.append("X-")
          .append(i)
          .append(": ")
          .append("v".repeat(random.nextInt(900)))
          .append("\r\n");
    }
    return head.toString();
  }

  private String sized() {
    int size = random.nextInt(300);
    String[] names = {"Content-Length", "content-length", "CONTENT-LENGTH"};
    return head(200 + random.nextInt(4) * 100 + 5)
        + names[random.nextInt(3)]
        + ": "
        + size
        + "\r\n\r\n"
        + "\r\n0".repeat(100).substring(0, size);
  }

  private String chunked() {
    StringBuilder body = new StringBuilder(head(200 + random.nextInt(3)));
    body.append("Transfer-Encoding: chunked\r\n\r\n");
    int chunks = random.nextInt(5);
    for (int i = 0; i < chunks; i++) {
      int size = 1 + random.nextInt(200);
      body.append(Integer.toHexString(size)).append(random.nextBoolean() ? ";a=b" : "");
      body.append("\r\n").append("\r\n0".repeat(70), 0, size).append("\r\n");
    }
    return body.append(random.nextBoolean() ? "0\r\n\r\n" : "0\r\nTrailer: x\r\n\r\n").toString();
  }
}
