package dev.spate.worker.http.tls;

import dev.spate.measure.Outcome;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The client's side of TLS as a plan wants it, for all connections of all loops of a run. What
/// they share are certificates, and sessions that later connections may resume; only handshakes
/// touch either.
public final class TlsClient {
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private final SslContext context;
  private final NoCertificate noCertificate;
  private final String host;
  private final int port;

  /// Counts connections where their sessions are to be kept apart, else null.
  private final @Nullable AtomicInteger apart;

  private TlsClient(
      SslContext context, NoCertificate noCertificate, String host, int port, boolean keepApart) {
    this.context = context;
    this.noCertificate = noCertificate;
    this.host = host;
    this.port = port;
    this.apart = keepApart ? new AtomicInteger() : null;
  }

  /// Reads the files that the options name.
  ///
  /// @param applicationProtocols offered by ALPN, the preferred one first: `h2`, `http/1.1`
  /// @throws TlsException where a file cannot be read or is not what it should be, or the provider
  ///   is not there
  public static TlsClient create(
      TlsOptions options, Target target, List<String> applicationProtocols) {
    SslProvider provider = provider(options.provider());
    NoCertificate noCertificate = new NoCertificate();
    String host = options.serverName().isEmpty() ? target.host() : options.serverName();
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(provider)
            .protocols(options.versions().isEmpty() ? VERSIONS : options.versions())
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    applicationProtocols));
    nameServer(builder, host);
    trust(builder, options);
    identify(builder, options, noCertificate);
    try {
      SslContext context = builder.build();
      boolean keepApart = !resume(context, options.resumption());
      return new TlsClient(context, noCertificate, host, target.port(), keepApart);
    } catch (SSLException e) {
      throw new TlsException("TLS cannot be set up as the plan has it: " + e.getMessage(), e);
    }
  }

  private static SslProvider provider(TlsOptions.Provider provider) {
    return switch (provider) {
      case JDK -> SslProvider.JDK;
      case AUTO -> OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
      case OPENSSL -> {
        if (!OpenSsl.isAvailable()) {
          throw new TlsException(
              "this worker has no OpenSSL (http.tls.provider): "
                  + OpenSsl.unavailabilityCause().getMessage());
        }
        yield SslProvider.OPENSSL;
      }
    };
  }

  /// Of every name: both providers would leave out those without a dot. In bytes, because a name
  /// may have an underscore in it, and the JDK's rules for text do not allow that.
  private static void nameServer(SslContextBuilder builder, String host) {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      return;
    }
    try {
      builder.serverName(new SNIHostName(host.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw new TlsException(host + " is no name of a server (http.tls.serverName)", e);
    }
  }

  private static void trust(SslContextBuilder builder, TlsOptions options) {
    builder.endpointIdentificationAlgorithm(options.insecure() ? "" : "HTTPS");
    if (options.insecure()) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    } else if (!options.authorities().isEmpty()) {
      trust(builder, Pem.of("http.tls.ca", options.authorities()));
    }
  }

  private static void trust(SslContextBuilder builder, Pem certificates) {
    try {
      builder.trustManager(certificates.open());
    } catch (IllegalArgumentException e) {
      throw new TlsException(certificates + " has no certificate in PEM", e);
    }
  }

  private static void identify(
      SslContextBuilder builder, TlsOptions options, NoCertificate noCertificate) {
    if (options.certificate().isEmpty()) {
      builder.keyManager(noCertificate);
      return;
    }
    Pem certificate = Pem.of("http.tls.certificate", options.certificate());
    Pem key = Pem.of("http.tls.key", options.key());
    trust(SslContextBuilder.forClient(), certificate); // tells which of the two is wrong
    try {
      builder.keyManager(certificate.open(), key.open());
    } catch (IllegalArgumentException e) {
      throw new TlsException(key + " has no private key in PKCS#8 PEM without a password", e);
    }
  }

  /// @return whether the provider sees to it
  private static boolean resume(SslContext context, boolean resumption) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(resumption);
      if (resumption) {
        sessions.setTicketKeys(); // of the target's making: TLS 1.2 has tickets, too
      }
      return true;
    }
    if (!resumption) {
      context.sessionContext().setSessionCacheSize(1);
    }
    return resumption;
  }

  /// The first handler of a connection to be opened. The handshake has no deadline of its own, and
  /// is done on the connection's loop.
  public SslHandler newHandler(ByteBufAllocator allocator) {
    // The JDK cannot be told to resume nothing. But it keeps sessions by host and port, and the
    // port
    // is for nothing else.
    SslHandler handler =
        context.newHandler(allocator, host, apart == null ? port : apart.incrementAndGet());
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  /// Why there is no secure connection, or why there is none any more.
  ///
  /// @param cause what the handler or the network said
  public Outcome outcomeOf(Throwable cause, SSLEngine engine) {
    return TlsFailures.outcomeOf(cause, noCertificate.askedOn(engine));
  }

  /// Whether the cause is one of TLS: for [#outcomeOf].
  public static boolean isTls(Throwable cause) {
    return TlsFailures.isTls(cause);
  }
}
