package dev.spate.worker.http.h1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answers that some reader sees in the bytes of a connection.
///
/// @param answers the complete ones; one that lasts until the end of the connection is the last
/// @param malformed whether what follows them is no answer; else it is the beginning of one, or
///   nothing
record AnswerStream(List<Answer> answers, boolean malformed) {
  /// @param end where it ends in the stream
  record Answer(int status, int end, boolean keepAlive, boolean untilClose) {}

  /// What the parser sees.
  ///
  /// @param toHead whether they answer HEAD requests
  /// @param splits where the bytes are split, ascending
  static AnswerStream byParser(byte[] bytes, boolean toHead, int... splits) {
    List<Answer> answers = new ArrayList<>();
    ResponseParser parser = new ResponseParser();
    parser.begin(toHead, null);
    int from = 0;
    for (int piece = 0; piece <= splits.length; piece++) {
      int to = piece == splits.length ? bytes.length : splits[piece];
      ByteBuf in = Unpooled.wrappedBuffer(bytes, from, to - from);
      while (in.isReadable()) {
        Progress progress = parser.parse(in, 0);
        if (progress == Progress.MALFORMED) {
          return new AnswerStream(answers, true);
        }
        if (progress == Progress.COMPLETE) {
          answers.add(
              new Answer(parser.status(), from + in.readerIndex(), parser.keepAlive(), false));
          parser.begin(toHead, null);
        }
      }
      from = to;
    }
    if (parser.close() == Progress.COMPLETE) {
      answers.add(new Answer(parser.status(), bytes.length, false, true));
    }
    return new AnswerStream(answers, false);
  }

  /// What Netty's decoder sees, given byte by byte. As lenient as it can be: about line ends, about
  /// lengths that are repeated, and about a length beside a transfer coding. It ends where the
  /// decoder thinks that another protocol begins.
  static AnswerStream byNetty(byte[] bytes, boolean toHead) {
    List<Answer> answers = new ArrayList<>();
    EmbeddedChannel channel = new EmbeddedChannel(decoder(toHead));
    try {
      boolean malformed = readAll(channel, bytes, answers);
      return new AnswerStream(answers, malformed);
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static boolean readAll(EmbeddedChannel channel, byte[] bytes, List<Answer> answers) {
    @Nullable HttpResponse response = null;
    for (int at = 0; at <= bytes.length; at++) {
      boolean end = at == bytes.length;
      boolean _ =
          end ? channel.finish() : channel.writeInbound(Unpooled.wrappedBuffer(bytes, at, 1));
      for (Object each = channel.readInbound(); each != null; each = channel.readInbound()) {
        ReferenceCountUtil.release(each);
        if (!(each instanceof HttpObject part)) {
          return false;
        }
        if (part.decoderResult().isFailure()) {
          return !end;
        }
        if (part instanceof HttpResponse head) {
          response = head;
        }
        if (part instanceof LastHttpContent && response != null && !isInterim(response)) {
          answers.add(answer(response, Math.min(at + 1, bytes.length), end));
        }
      }
    }
    return false;
  }

  private static HttpResponseDecoder decoder(boolean toHead) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(ResponseHead.MAX_LINE)
            .setMaxHeaderSize(ResponseHead.MAX_BYTES)
            .setAllowDuplicateContentLengths(true)
            .setStrictLineParsing(false)
            .setUseRfc9112TransferEncoding(false);
    return new HttpResponseDecoder(config) {
      @Override
      protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return toHead || super.isContentAlwaysEmpty(message);
      }
    };
  }

  private static boolean isInterim(HttpResponse response) {
    return response.status().code() / 100 == 1;
  }

  private static Answer answer(HttpResponse response, int end, boolean untilClose) {
    int status = response.status().code();
    return new Answer(
        status >= 100 && status <= 599 ? status : HeadFields.INVALID_STATUS,
        end,
        !untilClose && HttpUtil.isKeepAlive(response),
        untilClose);
  }
}
