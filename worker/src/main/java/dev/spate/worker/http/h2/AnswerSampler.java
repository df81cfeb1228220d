package dev.spate.worker.http.h2;

import dev.spate.worker.http.pool.AnswerBeginning;
import dev.spate.worker.http.pool.FailedAnswers;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes down how the answers of a connection begin, in the form of HTTP/1.1: a status line,
/// fields, an empty line, the body. Hands over those that failed. Only where samples are wanted: it
/// has every field read in full.
final class AnswerSampler implements FieldListener {
  private static final byte[] STATUS = ascii(":status");
  private static final byte[] VERSION = ascii("HTTP/2 ");
  private static final byte[] SEPARATOR = ascii(": ");
  private static final byte[] LINE_END = ascii("\r\n");

  private final FailedAnswers failed;
  private AnswerHead head = new AnswerHead();
  private AnswerBeginning beginning = new AnswerBeginning();

  AnswerSampler(FailedAnswers failed) {
    this.failed = failed;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// What a header block of a stream is to be told to.
  AnswerSampler block(Stream stream) {
    head = stream.head();
    beginning = stream.beginning();
    if (head.isFinal()) {
      add(LINE_END); // trailers, behind a body that need not end with its line
    }
    return this;
  }

  /// The block is complete.
  void onBlockEnd() {
    add(LINE_END);
  }

  @Override
  public void onField(FieldKind kind, long number) {
    head.onField(kind, number);
  }

  @Override
  public boolean wantsText() {
    return true;
  }

  @Override
  public void onText(byte[] text, int nameLength, int valueLength) {
    if (Arrays.equals(text, 0, nameLength, STATUS, 0, STATUS.length)) {
      add(VERSION);
    } else {
      beginning.addToLine(text, 0, nameLength);
      add(SEPARATOR);
    }
    beginning.addToLine(text, nameLength, nameLength + valueLength);
    add(LINE_END);
  }

  /// Content of a stream's answer.
  ///
  /// @param in has it from its reader index on
  void onContent(Stream stream, ByteBuf in, int length) {
    stream.beginning().add(in, in.readerIndex(), in.readerIndex() + length);
  }

  /// The answer of a stream is complete.
  void onComplete(Stream stream, long nowNs) {
    int status = stream.head().status();
    if (failed.failed(stream.call(), status)) {
      AnswerBeginning sample = stream.beginning();
      failed.onStatus(stream.call(), status, nowNs, sample.bytes(), sample.length());
    }
  }

  /// The answer of a stream is malformed.
  void onMalformed(Stream stream, long nowNs) {
    AnswerBeginning sample = stream.beginning();
    failed.onMalformed(stream.call(), nowNs, sample.bytes(), sample.length());
  }

  private void add(byte[] ascii) {
    beginning.add(ascii, 0, ascii.length);
  }
}
