package dev.spate.target;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes answers.
final class Answers {
  private static final int CHUNK = 8 << 10;

  /// Bodies are read from here.
  private static final ByteBuf LETTERS = letters();

  private Answers() {}

  private static ByteBuf letters() {
    byte[] bytes = new byte[CHUNK];
    Arrays.fill(bytes, (byte) 'x');
    return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(bytes).asReadOnly());
  }

  /// Writes what was asked for. The connection is closed after it where `last`, or where the
  /// request said so.
  static void write(Channel channel, HttpRequest request, Answer answer, boolean last) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(answer.status());
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    boolean head = request.method().equals(HttpMethod.HEAD);
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    HttpHeaders headers = response.headers();
    if (!answer.serverTiming().isEmpty()) {
      headers.set("Server-Timing", answer.serverTiming());
    }
    if (!bodiless) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
      if (answer.chunked()) {
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      } else {
        headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.size());
      }
    }
    boolean close = last || !HttpUtil.isKeepAlive(request);
    if (close) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    var _ = channel.write(response);
    if (!bodiless && !head) {
      for (int left = answer.size(); left > 0; left -= CHUNK) {
        var _ =
            channel.write(
                new DefaultHttpContent(LETTERS.duplicate().slice(0, Math.min(left, CHUNK))));
      }
    }
    finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT), close);
  }

  /// Writes a text, for counts and for what was wrong with a URL.
  static void writeText(
      Channel channel, HttpRequest request, int status, String contentType, String text) {
    ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    finish(channel.writeAndFlush(response), !HttpUtil.isKeepAlive(request));
  }

  private static void finish(ChannelFuture written, boolean close) {
    if (close) {
      var _ = written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
