package dev.spate.worker.http.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Header blocks as RFC 7541 has them, in its examples and in what it forbids.
class HpackDecoderTest {
  private final HpackDecoder decoder = new HpackDecoder();

  @Test
  void readsTheExamplesWithoutHuffmanOfAppendixC5() throws ViolationException {
    // The table there holds 256 bytes.
    assertThat(
            decode(
                "3fe101"
                    + "4803333032580770726976617465611d4d6f6e2c203231204f63742032303133"
                    + "2032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d70"
                    + "6c652e636f6d"))
        .containsExactly(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    assertThat(decode("4803333037c1c0bf")).startsWith(":status: 307").hasSize(4);
    assertThat(
            decode(
                "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d"
                    + "54c05a04677a69707738666f6f3d4153444a4b48514b425a584f5157454f5049"
                    + "5541585157454f49553b206d61782d6167653d333630303b2076657273696f6e"
                    + "3d31"))
        .containsExactly(
            ":status: 200",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:22 GMT",
            "location: https://www.example.com",
            "content-encoding: gzip",
            "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
  }

  @Test
  void readsTheExamplesWithHuffmanOfAppendixC6() throws ViolationException {
    assertThat(
            decode(
                "3fe101"
                    + "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a6"
                    + "2d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3"))
        .containsExactly(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    assertThat(decode("4883640effc1c0bf")).startsWith(":status: 307").hasSize(4);
  }

  @Test
  void tellsAStatusAndALengthAsNumbers() throws ViolationException {
    HpackModelTest.FieldLog log = new HpackModelTest.FieldLog(false);
    // :status 204 from the table, content-length: 123 as a literal, and one that is no number
    ByteBuf block = bytes("89" + "0f0d03313233" + "0f0d022d31");
    decoder.decode(block, block.readableBytes(), log);
    assertThat(log.kinds).containsExactly("STATUS 204", "CONTENT_LENGTH 123", "CONTENT_LENGTH -1");
  }

  @ParameterizedTest
  @CsvSource({
    "80, index 0",
    "be, an index beyond the table",
    "ff80808080808001, an integer without end",
    "ffffffffff0f, an integer of 32 bits",
    "ff, an integer that is cut off",
    "0f, a name that is cut off",
    "00, a field without a name",
    "0001, a name that is cut off",
    "000161, a field without a value",
    "00016105ab, a value that is cut off",
    "0081ff80, padding of eight bits in a name",
    "00016182ffff, padding of more than seven bits",
    "00016184ffffffff, the end-of-string symbol",
    "00016181e0, padding that is not ones",
    "3fe21f, a table of more than 4096 bytes",
    "883f00, a change of the table's size after a field",
  })
  void refuses(String block, String what) {
    assertThatThrownBy(() -> decode(block))
        .as(what)
        .isInstanceOfSatisfying(
            ViolationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COMPRESSION_ERROR));
  }

  @Test
  void emptiesTheTableWithAFieldThatIsLargerThanIt() throws ViolationException {
    decode("4001610131" + "4001620132");
    assertThat(decode("bfbe")).containsExactly("a: 1", "b: 2");
    assertThat(decode("3f09" + "be")).containsExactly("b: 2"); // 40 bytes of table, for one field
    decode("400163" + "0a" + "78".repeat(10));
    assertThatThrownBy(() -> decode("be")).isInstanceOf(ViolationException.class);
  }

  @Test
  void boundsWhatAFewBytesCanStandFor() throws ViolationException {
    decode("400161" + "7fa11e" + "78".repeat(4_000)); // a field of 4033 bytes in the table
    assertThatThrownBy(() -> decode("be".repeat(17)))
        .isInstanceOfSatisfying(
            ViolationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM));
  }

  @Test
  void readsABlockInTheMidstOfOtherBytes() throws ViolationException {
    ByteBuf in = bytes("0000" + "88" + "8989").skipBytes(2);
    HpackModelTest.FieldLog log = new HpackModelTest.FieldLog(false);
    decoder.decode(in, 1, log);
    assertThat(log.kinds).containsExactly("STATUS 200");
    assertThat(in.readableBytes()).isEqualTo(2);
  }

  private List<String> decode(String hex) throws ViolationException {
    ByteBuf block = bytes(hex);
    HpackModelTest.FieldLog log = new HpackModelTest.FieldLog(true);
    decoder.decode(block, block.readableBytes(), log);
    return log.texts;
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
  }
}
