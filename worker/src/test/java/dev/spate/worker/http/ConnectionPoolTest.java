package dev.spate.worker.http;

import static dev.spate.worker.http.Plans.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.plan.Body;
import dev.spate.plan.Header;
import dev.spate.plan.HttpRequest;
import dev.spate.worker.http.h1.SampleAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("transports")
class ConnectionPoolTest extends RequesterTest {
  @Test
  void usesOneConnectionForRequestsOneAfterTheOther() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 10, GET)) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.ask(0).status()).isEqualTo(200);
      }
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(client.requester.connections()).isEqualTo(1);
      assertThat(client.connectTimes).singleElement().satisfies(ns -> assertThat(ns).isPositive());
    }
  }

  @Test
  void tellsTimesAndBytesOfAnAnswer() {
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.readRequest();
              peer.write("HTTP/1.1 100 Continue\r\n\r\n");
              peer.pause(20);
              peer.write(OK.substring(0, 5));
              peer.pause(20);
              peer.write(OK.substring(5));
              peer.awaitEnd();
            });
        var client = client(server, 1, GET)) {
      long beforeNs = System.nanoTime();
      Answers.Told told = client.ask(0);
      assertThat(told.sentNs()).isBetween(beforeNs, told.firstByteNs());
      assertThat(told.firstByteNs() - told.sentNs()).isGreaterThanOrEqualTo(20 * MS);
      assertThat(told.endNs() - told.firstByteNs()).isBetween(15 * MS, 10_000 * MS);
      assertThat(told.endNs()).isLessThanOrEqualTo(System.nanoTime());
      assertThat(told.bytesSent()).isEqualTo(server.requests().getFirst().length());
      assertThat(told.bytesReceived())
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n".length() + OK.length());
      assertThat(told.retried()).isFalse();
    }
  }

  @Test
  void sendsARequestFromTheCallbackOfTheOneBeforeOnTheSameConnection() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, GET)) {
      Runnable next =
          new Runnable() {
            @Override
            public void run() {
              if (client.answers.count() < 50) {
                assertThat(client.requester.ready()).isTrue();
                client.send(0, "again", this);
              }
            }
          };
      client.send(0, "first", next);
      client.awaitAnswers(50);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void opensNoMoreConnectionsThanAllowed() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 3, GET)) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        assertThat(client.requester.ready()).isTrue();
        client.send(0, "first " + i);
      }
      assertThat(client.requester.ready()).isFalse();
      for (int i = 0; i < 200; i++) {
        names.add("waiting " + i);
        client.send(0, "waiting " + i);
      }
      client.awaitAnswers(203);
      assertThat(server.accepted()).isEqualTo(3);
      assertThat(client.answers.names()).hasSize(203).containsAll(names);
      assertThat(client.requester.ready()).isTrue();
    }
  }

  @Test
  void servesTheQueueOfOneConnectionExactlyInOrder() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, GET)) {
      List<String> names = IntStream.range(0, 300).mapToObj(i -> "n" + i).toList();
      names.forEach(name -> client.send(0, name));
      client.awaitAnswers(300);
      assertThat(client.answers.names()).isEqualTo(names);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void usesTheConnectionUsedLastFirst() {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 5, GET)) {
      for (int i = 0; i < 5; i++) {
        client.send(0);
      }
      client.awaitAnswers(5);
      int opened = server.accepted();
      for (int i = 0; i < 20; i++) {
        client.ask(0);
      }
      assertThat(server.accepted()).isEqualTo(opened).isEqualTo(5);
    }
  }

  @Test
  void aWakeupThatComesBeforeTheWaitIsNotLost() throws InterruptedException {
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, GET)) {
      Thread before = Thread.ofVirtual().start(client.requester::wakeup);
      before.join();
      long startNs = System.nanoTime();
      client.requester.run(60_000 * MS);
      Thread.ofVirtual()
          .start(() -> {
            try {
              Thread.sleep(30); // the wait should have begun, which nobody can see from here
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            client.requester.wakeup();
          });
      client.requester.run(60_000 * MS);
      assertThat(System.nanoTime() - startNs).isLessThan(20_000 * MS);
    }
  }

  @Test
  void readsAnswersOfEveryKind() {
    for (SampleAnswers.Sample sample : SampleAnswers.VALID) {
      HttpRequest request = sample.toHead() ? Plans.request("HEAD", "/", Body.EMPTY) : GET;
      try (var server =
              ScriptedServer.start((_, peer) -> {
                peer.readRequest();
                for (byte each : sample.bytes()) {
                  peer.write(Character.toString(each & 0xFF));
                }
                if (!sample.untilClose()) {
                  peer.awaitEnd();
                }
              });
          var client = client(server, 1, request)) {
        Answers.Told told = client.ask(0);
        assertThat(told.status()).as("%s", sample).isEqualTo(sample.status());
        assertThat(told.bytesReceived()).as("%s", sample).isEqualTo(sample.bytes().length);
        assertThat(client.requester.connections())
            .as("%s", sample)
            .isEqualTo(sample.keepAlive() ? 1 : 0);
      }
    }
  }

  @Test
  void endsTheConnectionWhereTheRequestSaysSo() {
    HttpRequest last = Plans.request("GET", "/", Body.EMPTY, new Header("Connection", "close"));
    try (var server = ScriptedServer.answering(OK);
        var client = client(server, 1, last)) {
      client.ask(0);
      client.ask(0);
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void sendsABodyThatTheTargetTakesSlowlyOnSeveralConnections() {
    Body body = Body.of("0123456789abcdef".repeat(1 << 16));
    HttpRequest upload = Plans.request("PUT", "/", body);
    try (var server =
            ScriptedServer.start((_, peer) -> {
              peer.pause(30); // until as much is on its way as fits
              while (true) {
                peer.readRequest();
                peer.write(OK);
              }
            });
        var client = client(server, 8, upload)) {
      for (int i = 0; i < 24; i++) {
        client.send(0);
      }
      client.awaitAnswers(24);
      assertThat(client.answers.statuses()).containsOnly(200);
      String text = "0123456789abcdef".repeat(1 << 16);
      assertThat(server.requests()).hasSize(24).allMatch(request -> request.endsWith(text));
    }
  }

  @Test
  void aConnectionWhoseAnswerComesBeforeTheRequestIsWrittenIsNotUsedAgain() {
    Body body = Body.of("0123456789abcdef".repeat(1 << 16));
    try (var server =
            ScriptedServer.start((number, peer) -> {
              if (number == 0) {
                peer.readByte(); // who answers before has not been asked
              }
              while (true) {
                if (number == 0) {
                  peer.pause(20); // reads no more, so sooner or later nothing can be written
                } else {
                  peer.readRequest();
                }
                peer.write(OK);
              }
            });
        var client = client(server, 1, Plans.request("POST", "/", body))) {
      Runnable next =
          new Runnable() {
            @Override
            public void run() {
              client.send(0, "next", this);
            }
          };
      client.send(0, "first", next);
      client.runUntil(() -> server.requests().size() >= 3);
      assertThat(client.answers.statuses()).containsOnly(200);
      assertThat(server.accepted()).isEqualTo(2);
      String whole = "0123456789abcdef".repeat(1 << 16);
      assertThat(server.requests()).allMatch(request -> request.endsWith("\r\n\r\n" + whole));
    }
  }

  @Test
  void takesAnAnswerThatComesBeforeTheBodyIsReadAndALostConnectionWithIt() {
    HttpRequest upload = Plans.request("POST", "/", Body.of("x".repeat(Body.MAX_BYTES)));
    CountDownLatch taken = new CountDownLatch(1);
    try (ServerSocket listener = new ServerSocket()) {
      listener.setReceiveBufferSize(4_096);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (var server =
              ScriptedServer.start(
                  listener,
                  (_, peer) -> {
                    peer.readByte();
                    peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
                    taken.await(); // a reset might overtake the answer
                  });
          var client = client(server, 1, upload)) {
        assertThat(client.ask(0).status()).isEqualTo(413);
        taken.countDown();
        client.runUntil(() -> client.requester.connections() == 0);
        assertThat(client.answers.count()).isEqualTo(1);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hearsNothingMoreOnceItIsClosed() {
    try (var server = ScriptedServer.start((_, peer) -> peer.awaitEnd())) {
      Client client = client(server, 2, GET);
      client.send(0);
      client.send(0);
      client.send(0);
      client.linger();
      client.close();
      client.close();
      client.requester.wakeup();
      assertThat(client.answers.count()).isZero();
      assertThat(client.requester.connections()).isZero();
    }
  }
}
