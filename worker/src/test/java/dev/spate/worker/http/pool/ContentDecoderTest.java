package dev.spate.worker.http.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDecoderTest {
  private static final int MOST = 1_000_000;
  private static final byte[] TEXT = "hello, brotli ".repeat(20).getBytes(StandardCharsets.UTF_8);

  /// By the encoder of another project: the text, and four million zeros.
  private static final String BROTLI_TEXT =
      "1b1701f81d09364e746f2486d7626568721a84858d4eb2a5bdc582f100c4ccc22f00";

  private static final String BROTLI_ZEROS = "9bff083df82700e2b1402017a007";

  private final ContentDecoder decoder = new ContentDecoder();
  private final Answer answer = new Answer(MOST);

  @AfterEach
  void close() {
    decoder.close();
  }

  private boolean decode(byte[] body, String... codings) {
    answer.want(Wanted.BODY);
    answer.onStatus(200);
    for (String coding : codings) {
      byte[] field = ("Content-Encoding" + coding).getBytes(StandardCharsets.US_ASCII);
      answer.onField(field, 0, 16, 16, field.length);
    }
    int fitting = answer.makeRoom(body.length);
    System.arraycopy(body, 0, answer.body(), 0, fitting);
    answer.onBody(fitting);
    return decoder.decode(answer);
  }

  private byte[] body() {
    return Arrays.copyOf(answer.body(), answer.bodyLength());
  }

  private interface Coding {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] encode(byte[] bytes, Coding coding) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = coding.over(encoded)) {
      out.write(bytes);
    }
    return encoded.toByteArray();
  }

  private static byte[] encode(byte[] bytes, String coding) throws IOException {
    return switch (coding) {
      case "gzip", "X-GZIP" -> encode(bytes, GZIPOutputStream::new);
      case "deflate" -> encode(bytes, DeflaterOutputStream::new);
      case "zstd" -> encode(bytes, ZstdOutputStream::new);
      case "br" -> HexFormat.of().parseHex(BROTLI_TEXT);
      default -> bytes;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "X-GZIP", "deflate", "zstd", "br", "identity", "unheard-of"})
  void aBodyInOneCoding(String coding) throws IOException {
    assertThat(decode(encode(TEXT, coding), coding)).isTrue();
    assertThat(body()).isEqualTo(TEXT);
    assertThat(answer.truncated()).isFalse();
  }

  @Test
  void someSendDeflateWithoutItsFrame() throws IOException {
    byte[] bare = encode(TEXT, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
    assertThat(decode(bare, "deflate")).isTrue();
    assertThat(body()).isEqualTo(TEXT);
  }

  @Test
  void theLastCodingIsUndoneFirst() throws IOException {
    byte[] twice = encode(encode(TEXT, "zstd"), "gzip");
    assertThat(decode(twice, "zstd , identity", "gzip")).isTrue();
    assertThat(body()).isEqualTo(TEXT);
    assertThat(decode(twice, "gzip,gzip,gzip,gzip,gzip")).as("more codings than any").isFalse();
  }

  @Test
  void membersOfGzipFollowOneAnother() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(encode("one, ".getBytes(StandardCharsets.UTF_8), "gzip"));
    members.writeBytes(encode(new byte[0], "gzip"));
    members.writeBytes(encode("two".getBytes(StandardCharsets.UTF_8), "gzip"));
    members.writeBytes(new byte[100]); // what some servers leave behind
    assertThat(decode(members.toByteArray(), "gzip")).isTrue();
    assertThat(body()).isEqualTo("one, two".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aHeaderOfGzipMayHaveEverything() throws IOException {
    byte[] plain = encode(TEXT, "gzip");
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    full.write(plain, 0, 3);
    full.write(2 | 4 | 8 | 16);
    full.write(plain, 4, 6);
    full.writeBytes(new byte[] {3, 0, 'a', 'b', 'c', 'n', 0, 'c', 0, 1, 2});
    full.write(plain, 10, plain.length - 10);
    assertThat(decode(full.toByteArray(), "gzip")).isTrue();
    assertThat(body()).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource({"gzip", "deflate", "zstd"})
  void aBombIsCut(String coding) throws IOException {
    byte[] bomb = encode(new byte[200 * MOST], coding);
    assertThat(bomb.length).isLessThan(MOST);
    assertThat(decode(bomb, coding)).isTrue();
    assertThat(answer.bodyLength()).isEqualTo(MOST);
    assertThat(answer.truncated()).isTrue();
  }

  @Test
  void aBombOfBrotliIsCut() {
    assertThat(decode(HexFormat.of().parseHex(BROTLI_ZEROS), "br")).isTrue();
    assertThat(body()).isEqualTo(new byte[MOST]);
    assertThat(answer.truncated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd", "br"})
  void whatIsCutOffIsBrokenUnlessWeCutIt(String coding) throws IOException {
    byte[] encoded = encode(TEXT, coding);
    for (int length = 1; length < encoded.length; length++) {
      assertThat(decode(Arrays.copyOf(encoded, length), coding))
          .as("%s of %s bytes", length, encoded.length)
          .isFalse();
    }
  }

  @Test
  void ofWhatWeCutAsMuchIsSeenAsCanBe() throws IOException {
    byte[] noise = new byte[2 * MOST];
    new Random(7).nextBytes(noise);
    for (String coding : new String[] {"gzip", "deflate"}) {
      assertThat(decode(encode(noise, coding), coding)).as(coding).isTrue();
      assertThat(answer.truncated()).isTrue();
      assertThat(answer.bodyLength()).as(coding).isGreaterThan(MOST / 2);
      assertThat(body()).isEqualTo(Arrays.copyOf(noise, answer.bodyLength()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd", "br"})
  void aChangedBitIsNoFaultOfOurs(String coding) throws IOException {
    byte[] encoded = encode(TEXT, coding);
    Random random = new Random(11);
    for (int change = 0; change < 2_000; change++) {
      byte[] changed = encoded.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      boolean _ = decode(changed, coding);
      assertThat(answer.bodyLength()).isLessThanOrEqualTo(MOST);
    }
    assertThat(decode(encoded, coding)).isTrue();
    assertThat(body()).isEqualTo(TEXT);
  }

  @Test
  void aWrongChecksumIsFound() throws IOException {
    byte[] encoded = encode(TEXT, "gzip");
    encoded[encoded.length - 8] ^= 1;
    assertThat(decode(encoded, "gzip")).isFalse();
  }
}
