package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
  private static final long SEED = 4_242;
  private static final String SETTINGS = "000006 04 00 00000000 0003 00000064";

  private final FrameLog log = new FrameLog();
  private final FrameReader reader = new FrameReader(log);

  /// One of each, in an order that is allowed.
  private static final String STREAM =
      SETTINGS
          + "000000 04 01 00000000"
          + "000008 06 00 00000000 0102030405060708"
          + "000003 01 04 00000001 888990" // HEADERS
          + "000004 00 00 00000001 61626364" // DATA
          + "000007 00 09 00000001 03 616263 000000" // DATA, padded, the last
          + "000002 01 01 00000003 8889" // HEADERS that go on, the last on the stream
          + "000001 09 00 00000003 90"
          + "000002 09 04 00000003 9192"
          + "00000b 01 2c 00000005 02 80000003 ff 888990 0000" // padded, with a priority
          + "000004 08 00 00000000 00000fff"
          + "000004 08 00 80000007 80000001" // reserved bits mean nothing
          + "000005 02 00 00000009 0000000010" // PRIORITY
          + "000003 fa ff 00000001 000000" // no type that anybody knows
          + "000004 03 00 00000005 00000008"
          + "000000 00 00 0000000b" // DATA of nothing
          + "00000a 07 00 00000000 00000005 00000000 6869";

  private static final List<String> HEARD =
      List.of(
          "setting 3=100",
          "settings end",
          "settings acknowledged",
          "ping 102030405060708",
          "headers 1 888990 wire 12",
          "data 1 4",
          "data end 1 4",
          "data 1 7",
          "data end 1 3 last",
          "headers 3 8889909192 wire 32 last",
          "headers 5 888990 wire 20",
          "window 0 +4095",
          "window 7 +1",
          "ignored",
          "ignored",
          "reset 5 8",
          "data 11 0",
          "data end 11 0",
          "goaway 5 0");

  /// Without padding.
  private static final String CONTENTS = "61626364" + "616263";

  @Test
  void tellsEachFrame() throws ViolationException {
    reader.read(bytes(STREAM), 1);
    assertThat(log.heard).isEqualTo(HEARD);
    assertThat(log.contents).hasToString(CONTENTS);
  }

  @Test
  void tellsTheSameWhereverTheBytesAreSplit() throws ViolationException {
    int length = bytes(STREAM).readableBytes();
    for (int split = 1; split < length; split++) {
      FrameLog split1 = new FrameLog();
      FrameReader splitReader = new FrameReader(split1);
      splitReader.read(bytes(STREAM).writerIndex(split), 1);
      splitReader.read(bytes(STREAM).skipBytes(split), 2);
      assertThat(split1.heard).as("split at %s", split).isEqualTo(HEARD);
      assertThat(split1.contents).as("split at %s", split).hasToString(CONTENTS);
    }
  }

  @Test
  void tellsTheSameInPiecesOfAnySize() throws ViolationException {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      FrameLog pieces = new FrameLog();
      FrameReader pieceReader = new FrameReader(pieces);
      ByteBuf in = bytes(STREAM);
      while (in.isReadable()) {
        pieceReader.read(in.readSlice(Math.min(in.readableBytes(), 1 + random.nextInt(9))), 1);
      }
      assertThat(pieces.heard).as("round %s of seed %s", round, SEED).isEqualTo(HEARD);
      assertThat(pieces.contents).as("round %s of seed %s", round, SEED).hasToString(CONTENTS);
    }
  }

  @Test
  void tellsWhenTheFirstByteOfAHeaderBlockCame() throws ViolationException {
    reader.read(bytes(SETTINGS + "0000"), 10);
    reader.read(bytes("03 01 04 00000001 88"), 20);
    reader.read(bytes("8990" + "000001 01 00 00000003 88"), 30);
    reader.read(bytes("000000 09 04 00000003" + "000001 01 05 00000005 88"), 40);
    assertThat(log.headersSinceNs).containsExactly(10L, 30L, 40L);
  }

  @Test
  void keepsTheLongestFrameThatIsAllowed() throws ViolationException {
    ByteBuf in =
        Unpooled.buffer()
            .writeBytes(bytes(SETTINGS + "004000 01 05 00000001"))
            .writeBytes(new byte[16_384]);
    reader.read(in.readSlice(40), 1);
    reader.read(in, 2);
    assertThat(log.heard.getLast()).endsWith("wire 16393 last");
  }

  @ParameterizedTest
  @CsvSource({
    "PROTOCOL_ERROR, 000008 06 00 00000000 0102030405060708, §3.4 SETTINGS are not the first",
    "PROTOCOL_ERROR, 000000 04 01 00000000, §3.4 an acknowledgement is the first",
  })
  void refusesAtFirst(ErrorCode code, String hex, String what) {
    assertThat(violation(hex)).as(what).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "FRAME_SIZE_ERROR, 004001 00 00 00000001, §4.2 DATA of more than 16384 bytes",
    "FRAME_SIZE_ERROR, 004001 01 04 00000001, §4.2 HEADERS of more than 16384 bytes",
    "FRAME_SIZE_ERROR, ffffff fa 00 00000001, §4.2 an unknown frame that is too long",
    "PROTOCOL_ERROR, 000000 00 00 00000000, §6.1 DATA of no stream",
    "PROTOCOL_ERROR, 000004 00 08 00000001 04 000000, §6.1 more padding than payload",
    "FRAME_SIZE_ERROR, 000000 00 08 00000001, §6.1 padded DATA without the length of the padding",
    "PROTOCOL_ERROR, 000001 01 04 00000000 88, §6.2 HEADERS of no stream",
    "PROTOCOL_ERROR, 000002 01 0c 00000001 02 88, §6.2 more padding than payload",
    "FRAME_SIZE_ERROR, 000000 01 0c 00000001, §6.2 padded HEADERS without the length of it",
    "FRAME_SIZE_ERROR, 000004 01 24 00000001 00000000, §6.2 HEADERS with half a priority",
    "PROTOCOL_ERROR, 000005 02 00 00000000 0000000010, §6.3 PRIORITY of no stream",
    "PROTOCOL_ERROR, 000004 03 00 00000000 00000008, §6.4 RST_STREAM of no stream",
    "FRAME_SIZE_ERROR, 000003 03 00 00000001 000008, §6.4 RST_STREAM of 3 bytes",
    "PROTOCOL_ERROR, 000000 04 00 00000001, §6.5 SETTINGS of a stream",
    "FRAME_SIZE_ERROR, 000001 04 01 00000000 00, §6.5 an acknowledgement with a payload",
    "FRAME_SIZE_ERROR, 000005 04 00 00000000 0003000000, §6.5 SETTINGS of 5 bytes",
    "PROTOCOL_ERROR, 000005 05 04 00000001 00000002 88, §6.6 PUSH_PROMISE",
    "PROTOCOL_ERROR, 000008 06 00 00000001 0102030405060708, §6.7 PING of a stream",
    "FRAME_SIZE_ERROR, 000007 06 00 00000000 01020304050607, §6.7 PING of 7 bytes",
    "PROTOCOL_ERROR, 000008 07 00 00000001 0000000000000000, §6.8 GOAWAY of a stream",
    "FRAME_SIZE_ERROR, 000007 07 00 00000000 00000000000000, §6.8 GOAWAY of 7 bytes",
    "FRAME_SIZE_ERROR, 000003 08 00 00000001 000001, §6.9 WINDOW_UPDATE of 3 bytes",
    "PROTOCOL_ERROR, 000001 09 04 00000001 88, §6.10 CONTINUATION of nothing",
    "PROTOCOL_ERROR, 000001 01 00 00000001 88 000000 00 00 00000001, §6.2 DATA in a header block",
    "PROTOCOL_ERROR, 000001 01 00 00000001 88 000000 fa 00 00000000, §5.5 an unknown frame in one",
    "PROTOCOL_ERROR, 000001 01 00 00000001 88 000001 09 04 00000003 88, §6.10 of another stream",
  })
  void refuses(ErrorCode code, String hex, String what) {
    assertThat(violation(SETTINGS + hex)).as(what).isEqualTo(code);
  }

  @Test
  void tellsOfAPriorityThatBreaksItsStream() throws ViolationException {
    reader.read(bytes(SETTINGS + "000004 02 00 00000003 00000000"), 1);
    assertThat(log.heard).endsWith("broken 3 FRAME_SIZE_ERROR");
  }

  @Test
  void boundsAHeaderBlockThatGoesOnAndOn() throws ViolationException {
    String more = "002000 09 00 00000001" + "00".repeat(8_192);
    reader.read(bytes(SETTINGS + "000000 01 00 00000001" + more.repeat(8)), 1);
    assertThat(violation(more)).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM);
  }

  @Test
  void tellsOfPartsOfAHeaderBlockWithoutAByte() throws ViolationException {
    String nothing = "000000 09 00 00000001";
    reader.read(bytes(SETTINGS + "000000 01 00 00000001" + nothing.repeat(3)), 1);
    assertThat(log.heard).endsWith("ignored", "ignored", "ignored");
  }

  private ErrorCode violation(String hex) {
    try {
      reader.read(bytes(hex), 1);
      return ErrorCode.NO_ERROR;
    } catch (ViolationException e) {
      return e.code();
    }
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.copiedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /// Notes down what it hears.
  private static final class FrameLog implements FrameListener {
    final List<String> heard = new ArrayList<>();
    final List<Long> headersSinceNs = new ArrayList<>();
    final StringBuilder contents = new StringBuilder();

    @Override
    public void onData(int stream, int length) {
      heard.add("data " + stream + " " + length);
    }

    @Override
    public void onContent(int stream, ByteBuf in, int length) {
      contents.append(ByteBufUtil.hexDump(in, in.readerIndex(), length));
    }

    @Override
    public void onDataEnd(int stream, int content, boolean endStream) {
      heard.add("data end " + stream + " " + content + (endStream ? " last" : ""));
    }

    @Override
    public void onHeaders(
        int stream, boolean endStream, ByteBuf in, int length, int wireBytes, long sinceNs) {
      byte[] block = new byte[length];
      in.getBytes(in.readerIndex(), block);
      headersSinceNs.add(sinceNs);
      heard.add(
          "headers "
              + (stream + " " + HexFormat.of().formatHex(block) + " wire " + wireBytes)
              + (endStream ? " last" : ""));
    }

    @Override
    public void onReset(int stream, long code) {
      heard.add("reset " + stream + " " + code);
    }

    @Override
    public void onSetting(int id, long value) {
      heard.add("setting " + id + "=" + value);
    }

    @Override
    public void onSettingsEnd() {
      heard.add("settings end");
    }

    @Override
    public void onSettingsAcknowledged() {
      heard.add("settings acknowledged");
    }

    @Override
    public void onPing(long payload) {
      heard.add("ping " + Long.toHexString(payload));
    }

    @Override
    public void onGoAway(int lastStream, long code) {
      heard.add("goaway " + lastStream + " " + code);
    }

    @Override
    public void onWindowUpdate(int stream, int increment) {
      heard.add("window " + stream + " +" + increment);
    }

    @Override
    public void onBrokenStream(int stream, ErrorCode code) {
      heard.add("broken " + stream + " " + code);
    }

    @Override
    public void onIgnored() {
      heard.add("ignored");
    }
  }
}
