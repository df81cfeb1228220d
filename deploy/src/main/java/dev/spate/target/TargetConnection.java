package dev.spate.target;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One connection of a target. Requests that were sent without waiting for the answer before are
/// worked on one after the other. Belongs to the target's thread.
final class TargetConnection extends ChannelInboundHandlerAdapter {
  static final String COUNTS_PATH = "/_spate/counts";

  private final TargetServer server;
  private final Queue<Received> waiting = new ArrayDeque<>();
  private @Nullable HttpRequest reading;
  private boolean working;
  private int answers;

  private record Received(HttpRequest request, QueryStringDecoder url, long arrivalNs) {}

  TargetConnection(TargetServer server) {
    this.server = server;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    server.counter().onConnection();
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpRequest head) {
        reading = head;
      }
      if (message instanceof LastHttpContent && reading != null) {
        HttpRequest request = reading;
        reading = null;
        onRequest(context, request);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onRequest(ChannelHandlerContext context, HttpRequest request) {
    long nowNs = System.nanoTime();
    QueryStringDecoder url =
        QueryStringDecoder.builder().semicolonIsNormalChar(true).build(request.uri());
    if (!request.decoderResult().isSuccess()) {
      var _ = context.close();
      return;
    }
    if (!url.path().equals(COUNTS_PATH)) {
      server.onArrival(nowNs, url.path());
    }
    waiting.add(new Received(request, url, nowNs));
    workOnNext(context);
  }

  private void workOnNext(ChannelHandlerContext context) {
    Received next = working ? null : waiting.poll();
    if (next == null) {
      return;
    }
    if (next.url().path().equals(COUNTS_PATH)) {
      String json = server.counts().toJson();
      Answers.writeText(context.channel(), next.request(), 200, "application/json", json);
      workOnNext(context);
      return;
    }
    Answer answer;
    try {
      answer = server.service().answer(next.url());
    } catch (IllegalArgumentException wrong) {
      server.counter().onAnswer(next.url().path(), 400);
      Answers.writeText(
          context.channel(), next.request(), 400, "text/plain", wrong.getMessage() + "\n");
      workOnNext(context);
      return;
    }
    long completeNs = server.service().completeNs(next.arrivalNs(), answer.delayNs());
    if (completeNs - System.nanoTime() <= 0) {
      complete(context, next, answer);
    } else {
      working = true;
      server.loop().at(completeNs, () -> completeLater(context, next, answer));
    }
  }

  private void completeLater(ChannelHandlerContext context, Received received, Answer answer) {
    working = false;
    complete(context, received, answer);
    workOnNext(context);
  }

  private void complete(ChannelHandlerContext context, Received received, Answer answer) {
    if (!context.channel().isActive()) {
      return;
    }
    answers++;
    boolean last = server.closesAfter(answers);
    server.counter().onAnswer(received.url().path(), answer.status());
    Answers.write(context.channel(), received.request(), answer, last);
    if (last) {
      waiting.clear();
    }
  }

  @Override
  @SuppressWarnings("deprecation") // of the declaration in ChannelHandler, not of this one
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close(); // a client that went away; nothing to say to it
  }
}
