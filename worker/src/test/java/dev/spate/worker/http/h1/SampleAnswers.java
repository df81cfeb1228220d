package dev.spate.worker.http.h1;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Answers of every kind that RFC 9112 lets a server send, and some that it does not but that a
/// client may read all the same.
public final class SampleAnswers {
  /// A valid answer.
  ///
  /// @param name what is special about it
  /// @param text its bytes
  /// @param toHead whether it answers a HEAD request
  /// @param untilClose whether only the end of the connection ends it
  public record Sample(
      String name, String text, boolean toHead, int status, boolean keepAlive, boolean untilClose) {
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  public static final List<Sample> VALID =
      List.of(
          // Status lines.
          keeps("a plain answer", 200, OK + "Content-Length: 5\r\n\r\nhello"),
          keeps("an empty reason", 404, "HTTP/1.1 404 \r\ncontent-length:3\r\n\r\nabc"),
          keeps("no reason", 599, "HTTP/1.1 599\r\nCONTENT-LENGTH: \t3 \t\r\n\r\nabc"),
          keeps(
              "a reason of other bytes", 200, "HTTP/1.1 200 \u00e9\t \r\nContent-Length:0\r\n\r\n"),
          keeps("a later HTTP/1", 200, "HTTP/1.9 200 OK\r\nContent-Length: 1\r\n\r\n!"),
          keeps("a status above 599", 599, "HTTP/1.1 999 No\r\nContent-Length: 1\r\n\r\n!"),
          keeps("a status below 100", 599, "HTTP/1.1 099 No\r\nContent-Length: 1\r\n\r\n!"),
          // Content-Length.
          keeps("no body", 200, OK + "Content-Length: 0\r\n\r\n"),
          keeps(
              "a length with zeros", 200, OK + "Content-Length: " + "0".repeat(30) + "2\r\n\r\nhi"),
          keeps("a length repeated", 200, OK + "Content-Length: 2\r\nContent-Length: 02\r\n\r\nhi"),
          keeps("a list of lengths", 200, OK + "Content-Length: 2, 2\r\nX-Y: \u00e9\r\n\r\nhi"),
          keeps("lines that end in LF", 200, "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"),
          keeps("some lines that end in LF", 200, OK + "A: b\nContent-Length: 2\r\nC: d\n\r\nhi"),
          keeps(
              "a compressed body", 200, OK + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\nhi"),
          keeps(
              "folded lines",
              200,
              OK + "X: a\r\n  folded\r\n\t\r\n and again\r\nContent-Length:\r\n 2\r\n\r\nhi"),
          keeps("lines folded after LF", 200, OK + "Content-Length:\n\t2\nX: a\n b\r\n\r\nhi"),
          keeps("an empty value", 200, OK + "X:\r\nY: \t \r\nContent-Length: 1\r\n\r\n!"),
          // Whether the connection lives on.
          keeps(
              "keep-alive", 200, OK + "Connection: x, Keep-Alive ,y\r\nContent-Length: 1\r\n\r\n!"),
          keeps(
              "keep-alive of 1.0",
              200,
              old("Connection: Keep-Alive\r\nContent-Length: 1\r\n\r\n!")),
          closes("HTTP/1.0", 200, old("Content-Length: 1\r\n\r\n!")),
          closes("close", 200, OK + "Connection: CLOSE\r\nContent-Length: 1\r\n\r\n!"),
          closes(
              "close in a list", 200, OK + "connection: x ,\tcLose,\r\nContent-Length: 0\r\n\r\n"),
          closes(
              "close twice over",
              200,
              OK + "Connection: x\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"),
          closes(
              "close, folded", 200, OK + "Connection: x,\r\n close\r\nContent-Length: 0\r\n\r\n"),
          closes(
              "close and keep-alive",
              200,
              old("Connection: keep-alive, close\r\nContent-Length: 0\r\n\r\n")),
          keeps("a word like close", 200, OK + "Connection: closed\r\nContent-Length: 0\r\n\r\n"),
          keeps(
              "a time to live",
              200,
              OK + "Keep-Alive: timeout=5, max=99\r\nContent-Length: 0\r\n\r\n"),
          // No body whatever the head says.
          keeps("204", 204, "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n"),
          keeps("204 with a length", 204, "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n"),
          keeps("204 with a coding", 204, "HTTP/1.1 204 x\r\nTransfer-Encoding: chunked\r\n\r\n"),
          keeps("304", 304, "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"),
          toHead("HEAD", OK + "Content-Length: 500\r\n\r\n"),
          toHead("HEAD without a length", OK + "\r\n"),
          toHead("HEAD with a coding", OK + "Transfer-Encoding: chunked\r\n\r\n"),
          // Chunks.
          keeps("chunks, none", 200, chunked("0\r\n\r\n")),
          keeps("chunks", 200, chunked("5\r\nhello\r\n00a\r\n0123456789\r\n0\r\n\r\n")),
          keeps(
              "extensions",
              200,
              chunked("5;a;b=c\r\nhello\r\n1 ; x=\"v;\\\"\"\r\n!\r\n0;last\r\n\r\n")),
          keeps(
              "sizes with blanks",
              200,
              chunked("2  \t\r\nhi\r\nF\t\r\n123456789012345\r\n0 \r\n\r\n")),
          keeps("a size with zeros", 200, chunked("0".repeat(40) + "2\r\nhi\r\n000\r\n\r\n")),
          keeps("trailers", 200, chunked("2\r\nhi\r\n0\r\nA: b\r\n  folded\r\nC:\r\n\t\r\n\r\n")),
          keeps("trailers in LF", 200, chunked("0\r\nA: b\nC: d\r\n\n")),
          keeps("a trailer with a length", 200, chunked("0\r\nContent-Length: 77\r\n\r\n")),
          keeps("chunks in chunks", 200, chunked("5\r\n0\r\n\r\n\r\n0\r\n\r\n")),
          keeps(
              "gzip, chunked", 200, OK + "transfer-encoding: gzip, Chunked\r\n\r\n0\r\nT:\r\n\r\n"),
          keeps(
              "codings on two lines",
              200,
              OK
                  + "Transfer-Encoding: x;q=1\r\nTransfer-Encoding: ,chunked\r\n\r\n1\r\n!\r\n0\r\n\r\n"),
          closes(
              "chunks and a length",
              200,
              OK + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
          // Until the end of the connection.
          untilClose("no length", 200, OK + "\r\nuntil the end"),
          untilClose("no length, HTTP/1.0", 500, "HTTP/1.0 500 Oh\r\nServer: old\r\n\r\n"),
          untilClose("no length, keep-alive", 200, old("Connection: keep-alive\r\n\r\nabc")),
          untilClose(
              "another coding than chunked",
              200,
              OK + "Transfer-Encoding: gzip\r\nContent-Length: 1\r\n\r\nxyz"),
          untilClose(
              "chunked not last", 200, OK + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
          untilClose(
              "a coding like chunked", 200, OK + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
          // What comes before an answer.
          keeps(
              "103 before it",
              200,
              "HTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\n" + OK + "Content-Length: 1\r\n\r\nx"),
          keeps(
              "100 with a length",
              204,
              "HTTP/1.1 100 Continue\r\nContent-Length: 7\r\n\r\nHTTP/1.1 204 x\r\n\r\n"),
          keeps(
              "several before it",
              200,
              "HTTP/1.1 100\r\n\r\nHTTP/1.1 102 P\r\nConnection: close\r\n\r\nHTTP/1.1 199 x\n\n"
                  + OK
                  + "Content-Length: 0\r\n\r\n"),
          keeps("an empty line before it", 200, "\r\n" + OK + "Content-Length: 1\r\n\r\nx"),
          keeps(
              "empty lines before it",
              200,
              "\n\r\n".repeat(4) + OK + "Content-Length: 1\r\n\r\nx"));

  private SampleAnswers() {}

  private static String chunked(String body) {
    return OK + "Transfer-Encoding: chunked\r\n\r\n" + body;
  }

  private static String old(String rest) {
    return "HTTP/1.0 200 OK\r\n" + rest;
  }

  private static Sample keeps(String name, int status, String text) {
    return new Sample(name, text, false, status, true, false);
  }

  private static Sample closes(String name, int status, String text) {
    return new Sample(name, text, false, status, false, false);
  }

  private static Sample toHead(String name, String text) {
    return new Sample(name, text, true, 200, true, false);
  }

  private static Sample untilClose(String name, int status, String text) {
    return new Sample(name, text, false, status, false, true);
  }
}
