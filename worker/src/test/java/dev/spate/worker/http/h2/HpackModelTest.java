package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.worker.http.h2.HpackEncoder.Field;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// HPACK against Netty's: both see the same fields in the same blocks, one after the other on a
/// connection, whatever the table's size.
class HpackModelTest {
  private static final long SEED = 7_541;
  private static final int CONNECTIONS = 40;
  private static final int BLOCKS = 120;

  private final Random random = new Random(SEED);

  @Test
  void readsWhatNettyWrites() throws Exception {
    for (int connection = 0; connection < CONNECTIONS; connection++) {
      DefaultHttp2HeadersEncoder netty =
          new DefaultHttp2HeadersEncoder((name, _) -> "x-secret".contentEquals(name));
      HpackDecoder full = new HpackDecoder();
      HpackDecoder lazy = new HpackDecoder();
      for (int number = 0; number < BLOCKS; number++) {
        if (random.nextInt(20) == 0) {
          netty.configuration().maxHeaderTableSize(random.nextInt(4_097));
        }
        Http2Headers headers = randomHeaders();
        ByteBuf block = Unpooled.buffer();
        netty.encodeHeaders(1, headers, block);
        FieldLog log = new FieldLog(true);
        full.decode(block.duplicate(), block.readableBytes(), log);
        FieldLog kinds = new FieldLog(false);
        lazy.decode(block.duplicate(), block.readableBytes(), kinds);
        assertThat(log.texts)
            .as("block %s of connection %s of seed %s", number, connection, SEED)
            .isEqualTo(texts(headers));
        assertThat(kinds.kinds).isEqualTo(log.kinds);
      }
    }
  }

  @Test
  void writesWhatNettyReads() throws Http2Exception {
    for (int number = 0; number < 2_000; number++) {
      List<Field> fields = randomFields();
      ByteBuf block = Unpooled.buffer();
      HpackEncoder.encode(fields, block);
      Http2Headers read =
          new DefaultHttp2HeadersDecoder(false, 1 << 20).decodeHeaders(1, block.duplicate());
      assertThat(texts(read))
          .as("block %s of seed %s", number, SEED)
          .isEqualTo(
              fields.stream().map(field -> field.name() + ": " + field.value().text()).toList());
    }
  }

  @Test
  void agreesWithNettyOnWhichBytesAreABlock() {
    int invalid = 0;
    for (int number = 0; number < 20_000; number++) {
      byte[] bytes = new byte[1 + random.nextInt(24)];
      random.nextBytes(bytes);
      boolean ours = isBlock(bytes);
      assertThat(ours)
          .as("block %s of seed %s: %s", number, SEED, HexFormat.of().formatHex(bytes))
          .isEqualTo(isBlockForNetty(bytes));
      invalid += ours ? 0 : 1;
    }
    assertThat(invalid).isBetween(1_000, 19_900);
  }

  private static boolean isBlock(byte[] bytes) {
    try {
      new HpackDecoder().decode(Unpooled.wrappedBuffer(bytes), bytes.length, new FieldLog(true));
      return true;
    } catch (ViolationException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.COMPRESSION_ERROR);
      return false;
    }
  }

  private static boolean isBlockForNetty(byte[] bytes) {
    try {
      new DefaultHttp2HeadersDecoder(false, 1 << 20)
          .decodeHeaders(1, Unpooled.wrappedBuffer(bytes));
      return true;
    } catch (Http2Exception e) {
      return false;
    }
  }

  private Http2Headers randomHeaders() {
    Http2Headers headers = new DefaultHttp2Headers(false);
    for (Field field : randomFields()) {
      headers.add(field.name(), field.value().text());
    }
    return headers;
  }

  private List<Field> randomFields() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of(":status", Integer.toString(200 + random.nextInt(5) * 51)));
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      fields.add(
          switch (random.nextInt(6)) {
            case 0 -> Field.of("content-length", Integer.toString(random.nextInt(100_000)));
            case 1 -> Field.of("date", "Sun, 22 Nov 2026 17:00:0" + random.nextInt(10) + " GMT");
            case 2 -> Field.of("x-secret", text(random.nextInt(20)));
            case 3 -> Field.of("x-" + random.nextInt(30), text(random.nextInt(40)));
            case 4 -> Field.of("server", "a server");
            default -> Field.of("set-cookie", text(random.nextInt(6_000)));
          });
    }
    return fields;
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) (random.nextInt(8) == 0 ? random.nextInt(256) : 'a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private static List<String> texts(Http2Headers headers) {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      texts.add(header.getKey() + ": " + header.getValue());
    }
    return texts;
  }

  /// Notes down what it hears.
  static final class FieldLog implements FieldListener {
    final List<String> kinds = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    private final boolean full;

    FieldLog(boolean full) {
      this.full = full;
    }

    @Override
    public void onField(FieldKind kind, long number) {
      kinds.add(kind + " " + number);
    }

    @Override
    public boolean wantsText() {
      return full;
    }

    @Override
    public void onText(byte[] text, int nameLength, int valueLength) {
      texts.add(
          new String(text, 0, nameLength, StandardCharsets.ISO_8859_1)
              + ": "
              + new String(text, nameLength, valueLength, StandardCharsets.ISO_8859_1));
    }
  }
}
