package dev.spate.worker.http.h1;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers of all kinds, and what is none.
public final class SampleAnswers {
  /// A valid answer.
  ///
  /// @param text its bytes
  /// @param toHead whether it answers a HEAD request
  /// @param untilClose whether only the end of the connection ends it
  public record Sample(
      String text, boolean toHead, int status, boolean keepAlive, boolean untilClose) {
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  public static final List<Sample> VALID =
      List.of(
          keeps(200, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"),
          keeps(200, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
          keeps(200, "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
          keeps(404, "HTTP/1.1 404 \r\ncontent-length:3\r\n\r\nabc"),
          keeps(599, "HTTP/1.1 599\r\nCONTENT-LENGTH: \t3 \t\r\n\r\nabc"),
          keeps(200, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi"),
          keeps(200, "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nX-Y: \u00e9\r\n\r\nhi"),
          keeps(204, "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n"),
          keeps(304, "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"),
          keeps(
              200,
              "HTTP/1.1 200 OK\r\nX: a\r\n  folded\r\n\tand again\r\nContent-Length:\r\n 2\r\n\r\nhi"),
          keeps(
              200, "HTTP/1.1 200 OK\r\nConnection: x, Keep-Alive ,y\r\nContent-Length: 1\r\n\r\n!"),
          keeps(200, "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\n!"),
          closes(200, "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n!"),
          closes(200, "HTTP/1.1 200 OK\r\nConnection: CLOSE\r\nContent-Length: 1\r\n\r\n!"),
          closes(
              200,
              "HTTP/1.1 200 OK\r\nconnection: x\r\nConnection: x ,\tclose\r\nContent-Length: 0\r\n\r\n"),
          keeps(200, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
          keeps(200, chunked("5\r\nhello\r\n00a;name=\"v;\"\r\n0123456789\r\n0\r\n\r\n")),
          keeps(200, "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, Chunked\r\n\r\n0\r\nT:\r\n\r\n"),
          keeps(
              200, chunked("1 ; x\r\nA\r\nF\r\n123456789012345\r\n0;last\r\nA: b\r\nC: d\r\n\r\n")),
          keeps(200, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nhi\n0\nT: x\n\n"),
          keeps(
              200,
              "HTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"),
          keeps(204, "HTTP/1.1 100 Continue\r\nContent-Length: 7\r\n\r\nHTTP/1.1 204 x\r\n\r\n"),
          closes(
              200,
              "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
          new Sample("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", true, 200, true, false),
          new Sample("HTTP/1.1 200 OK\r\n\r\n", true, 200, true, false),
          new Sample(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true, 200, true, false),
          new Sample("HTTP/1.1 200 OK\r\n\r\nuntil the end", false, 200, false, true),
          new Sample("HTTP/1.0 500 Oh\r\nServer: old\r\n\r\n", false, 500, false, true),
          new Sample(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nxyz",
              false,
              200,
              false,
              true));

  public static final List<String> MALFORMED =
      List.of(
          "\r\nHTTP/1.1 200 OK\r\n\r\n",
          "220 mail.example ESMTP\r\n",
          "HTTP/1.1\r\n\r\n",
          "HTTP/1.1  200 OK\r\n\r\n",
          "HTTP/1.1 20 OK\r\n\r\n",
          "HTTP/1.1 2000 OK\r\n\r\n",
          "HTTP/1.1 2x0 OK\r\n\r\n",
          "HTTP/1.1 099 OK\r\n\r\n",
          "HTTP/1.1 600 OK\r\n\r\n",
          "HTTP/1.1 200OK\r\n\r\n",
          "HTTP/1.2 200 OK\r\n\r\n",
          "HTTP/1.11 200 OK\r\n\r\n",
          "HTTP/1.1 200 O\rK\r\n\r\n",
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
          "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
          "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
          "HTTP/1.1 200 OK\r\nName : x\r\n\r\n",
          "HTTP/1.1 200 OK\r\n Folded: nothing\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n",
          "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1,\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
          chunked("\r\n"),
          chunked("g\r\n"),
          chunked("-1\r\n"),
          chunked("1\rX"),
          chunked("1\r\nab"),
          chunked("1\r\na\rb"),
          chunked("1\r\na2\r\n"),
          chunked("ffffffffffffffff\r\n"),
          chunked("0\r\n\rX"));

  private SampleAnswers() {}

  private static String chunked(String body) {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
  }

  private static Sample keeps(int status, String text) {
    return new Sample(text, false, status, true, false);
  }

  private static Sample closes(int status, String text) {
    return new Sample(text, false, status, false, false);
  }
}
