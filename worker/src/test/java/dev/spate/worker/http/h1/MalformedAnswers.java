package dev.spate.worker.http.h1;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What no server may send, and no client may take for an answer.
public final class MalformedAnswers {
  /// @param name what is wrong
  /// @param text its bytes, up to the one that settles it or further
  public record Sample(String name, String text) {
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  public static final List<Sample> ALL =
      List.of(
          // No answer at all.
          text("another protocol", "220 mail.example ESMTP\r\n"),
          text("HTTP/0.9", "<html>"),
          text("an alert of TLS", "\u0015\u0003\u0003\u0000\u0002\u0002("),
          text("HTTP/2", "\u0000\u0000\u0012\u0004\u0000"),
          text("HTTP/2 in words", "HTTP/2.0 200 OK\r\n\r\n"),
          text("lower case", "http/1.1 200 OK\r\n\r\n"),
          text("a blank before it", " HTTP/1.1 200 OK\r\n\r\n"),
          text("empty lines without end", "\r\n".repeat(EmptyLines.MAX + 1)),
          text("CR alone before it", "\rHTTP/1.1 200 OK\r\n\r\n"),
          text("two CR before it", "\r\r\nHTTP/1.1 200 OK\r\n\r\n"),
          // Status lines.
          text("no status", "HTTP/1.1\r\n\r\n"),
          text("no status but a blank", "HTTP/1.1 \r\n\r\n"),
          text("two blanks", "HTTP/1.1  200 OK\r\n\r\n"),
          text("a tab", "HTTP/1.1\t200 OK\r\n\r\n"),
          text("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n"),
          text("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
          text("a status with a letter", "HTTP/1.1 2x0 OK\r\n\r\n"),
          text("a status below 0", "HTTP/1.1 -20 OK\r\n\r\n"),
          text("a reason without a blank", "HTTP/1.1 200OK\r\n\r\n"),
          text("a minor version of two digits", "HTTP/1.11 200 OK\r\n\r\n"),
          text("no minor version", "HTTP/1. 200 OK\r\n\r\n"),
          text("CR in the reason", "HTTP/1.1 200 O\rK\r\n\r\n"),
          text("NUL in the reason", "HTTP/1.1 200 O\u0000K\r\n\r\n"),
          text("DEL in the reason", "HTTP/1.1 200 O\u007fK\r\n\r\n"),
          text("an upgrade that nobody asked for", "HTTP/1.1 101 x\r\nUpgrade: x\r\n\r\n"),
          // Fields.
          field("no colon", "no colon"),
          field("no name", ": no name"),
          field("a blank before the colon", "Name : x"),
          field("a blank in the name", "a b: x"),
          field("a letter that is none of a name", "N\u00e4me: x"),
          field("nothing to fold", " Folded: nothing"),
          field("NUL", "X: a\u0000b"),
          field("CR", "X: a\rb"),
          field("CR at the end", "X: a\r"),
          field("CR in a folded line", "X: a\r\n b\rc"),
          field("CR alone", "\r"),
          // Content-Length.
          field("no length", "Content-Length:"),
          field("a length in letters", "Content-Length: x"),
          field("a hexadecimal length", "Content-Length: 0x10"),
          field("a length below 0", "Content-Length: -1"),
          field("a length with a sign", "Content-Length: +1"),
          field("a length with a blank", "Content-Length: 1 2"),
          field("a length folded in two", "Content-Length: 1\r\n 2"),
          field("a list with nothing in it", "Content-Length: 1,"),
          field("a list with two lengths", "Content-Length: 1, 2"),
          field("two lengths", "Content-Length: 1\r\nContent-Length: 2"),
          field("a length too great", "Content-Length: 9999999999999999999"),
          field("a length that overflows", "Content-Length: 18446744073709551617"),
          // Transfer-Encoding.
          field("no coding", "Transfer-Encoding: ,"),
          field("chunked twice", "Transfer-Encoding: chunked, x, chunked"),
          field("chunked on two lines", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
          field("chunked with a parameter", "Transfer-Encoding: chunked;q=1"),
          field("a coding with quotes", "Transfer-Encoding: x;q=\"a, chunked\""),
          field("a coding of two words", "Transfer-Encoding: x chunked"),
          field("a coding that is none", "Transfer-Encoding: =, chunked"),
          text("a coding of HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
          // Chunks.
          chunked("no size", "\r\n"),
          chunked("no size but a blank", " 1\r\n"),
          chunked("no size but an extension", ";x\r\n"),
          chunked("a size in letters", "g\r\n"),
          chunked("a size below 0", "-1\r\n"),
          chunked("a size with a sign", "+1\r\n"),
          chunked("a size with a prefix", "0x1\r\n"),
          chunked("a size and a word", "1 x\r\n"),
          chunked("a size too great", "1000000000000000\r\n"),
          chunked("a size that overflows", "10000000000000001\r\n"),
          chunked("a size and CR", "1\rX"),
          chunked("a size and LF", "1\nX"),
          chunked("an extension and LF", "1;x\n"),
          chunked("an extension with CR", "1;x\ry\r\n"),
          chunked("an extension with NUL", "1;\u0000\r\n"),
          chunked("more data than announced", "1\r\nab"),
          chunked("data without CR LF", "1\r\na2\r\n"),
          chunked("data and LF", "1\r\na\n0\r\n\r\n"),
          chunked("data and CR", "1\r\na\rb"),
          // Trailers.
          chunked("CR after the last chunk", "0\r\n\rX"),
          chunked("the next answer for a trailer", "0\r\nHTTP/1.1 200 OK\r\n"),
          chunked("a trailer without a colon", "0\r\nx\r\n"),
          chunked("a trailer without a name", "0\r\n: x\r\n"),
          chunked("a trailer with nothing to fold", "0\r\n x\r\n"),
          chunked("a trailer with CR", "0\r\nx: \rx\r\n"),
          chunked("a trailer with NUL", "0\r\nx: \u0000\r\n"));

  private MalformedAnswers() {}

  private static Sample text(String name, String text) {
    return new Sample(name, text);
  }

  private static Sample field(String name, String line) {
    return new Sample(name, "HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n");
  }

  private static Sample chunked(String name, String body) {
    return new Sample(name, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
  }
}
