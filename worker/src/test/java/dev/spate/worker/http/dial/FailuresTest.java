package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import io.netty.channel.ChannelException;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void namesWhyThereIsNoConnection() {
    Map<Throwable, Outcome> causes =
        Map.ofEntries(
            Map.entry(new ConnectException("Connection refused"), Outcome.CONNECT_REFUSED),
            Map.entry(new IOException("Connection timed out"), Outcome.CONNECT_TIMEOUT),
            Map.entry(new NoRouteToHostException("No route to host"), Outcome.CONNECT_FAILED),
            Map.entry(new SSLHandshakeException("no"), Outcome.TLS),
            Map.entry(new BindException("Cannot assign requested address"), Outcome.NO_LOCAL_PORT),
            Map.entry(new BindException("Die angeforderte Adresse ..."), Outcome.NO_LOCAL_PORT),
            Map.entry(new BindException("Address already in use"), Outcome.NO_LOCAL_PORT),
            Map.entry(
                new ConnectException(
                    "connect(..) failed with error(-99): Cannot assign requested address"),
                Outcome.NO_LOCAL_PORT),
            Map.entry(Errors.newIOException("bind", -98), Outcome.NO_LOCAL_PORT),
            Map.entry(
                new ChannelException(new SocketException("Too many open files")),
                Outcome.NO_FILE_DESCRIPTOR),
            Map.entry(
                new ChannelException(Errors.newIOException("newSocketStream", -24)),
                Outcome.NO_FILE_DESCRIPTOR),
            Map.entry(
                new ChannelException(Errors.newIOException("newSocketStream", -23)),
                Outcome.NO_FILE_DESCRIPTOR),
            Map.entry(Errors.newIOException("connect", -113), Outcome.CONNECT_FAILED));
    causes.forEach((cause, outcome) ->
        assertThat(Failures.ofConnecting(cause)).as(cause.toString()).isEqualTo(outcome));
  }

  @Test
  void goesByTheNumberWhereTheTextIsInAnotherLanguage() {
    assertThat(
            Failures.ofConnecting(
                new ConnectException("connect(..) failed with error(-99): Die Adresse fehlt")))
        .isEqualTo(Outcome.NO_LOCAL_PORT);
  }
}
