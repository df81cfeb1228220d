package dev.spate.worker.http.tls;

import dev.spate.measure.Outcome;
import dev.spate.plan.Target;
import dev.spate.plan.TlsOptions;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// The client's side of TLS as a plan wants it, for all connections of all loops of a run. What
/// they share are certificates, and sessions that later connections may resume; only handshakes
/// touch either.
public final class TlsClient {
  private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private final SslContext context;
  private final ClientIdentity identity;
  private final String host;
  private final int port;
  private final String[] applicationProtocols;

  /// Counts connections where their sessions are to be kept apart, else null.
  private final @Nullable AtomicInteger apart;

  private TlsClient(
      SslContext context,
      ClientIdentity identity,
      String host,
      int port,
      boolean keepApart,
      List<String> applicationProtocols) {
    this.context = context;
    this.identity = identity;
    this.host = host;
    this.port = port;
    this.apart = keepApart ? new AtomicInteger() : null;
    this.applicationProtocols = applicationProtocols.toArray(String[]::new);
  }

  /// Reads the files that the options name.
  ///
  /// @param applicationProtocols offered by ALPN, the preferred one first: `h2`, `http/1.1`
  /// @throws TlsException where a file cannot be read or is not what it should be, or the provider
  ///   is not there
  public static TlsClient create(
      TlsOptions options, Target target, List<String> applicationProtocols) {
    SslProvider provider = provider(options.provider());
    ClientIdentity identity = identity(options);
    String host = options.serverName().isEmpty() ? target.host() : options.serverName();
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(provider)
            .keyManager(identity)
            .protocols(options.versions().isEmpty() ? VERSIONS : options.versions());
    if (provider == SslProvider.OPENSSL) {
      builder.applicationProtocolConfig(alpn(applicationProtocols));
    }
    nameServer(builder, host, !options.serverName().isEmpty());
    trust(builder, options);
    try {
      SslContext context = builder.build();
      boolean keepApart = !resume(context, options.resumption());
      return new TlsClient(context, identity, host, target.port(), keepApart, applicationProtocols);
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

  /// Of every name: both providers would leave out those without a dot. A host that is no name by
  /// the JDK's rules (with an underscore, say) goes without.
  private static void nameServer(SslContextBuilder builder, String host, boolean stated) {
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      return;
    }
    try {
      builder.serverName(new SNIHostName(host));
    } catch (IllegalArgumentException e) {
      if (stated) {
        throw new TlsException(host + " is no name of a server (http.tls.serverName)", e);
      }
    }
  }

  private static void trust(SslContextBuilder builder, TlsOptions options) {
    builder.endpointIdentificationAlgorithm(options.insecure() ? "" : "HTTPS");
    if (options.insecure()) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    } else if (!options.authorities().isEmpty()) {
      builder.trustManager(Pem.of("http.tls.ca", options.authorities()).certificates());
    }
  }

  private static ClientIdentity identity(TlsOptions options) {
    if (options.certificate().isEmpty()) {
      return new ClientIdentity(List.of(), null);
    }
    Pem certificate = Pem.of("http.tls.certificate", options.certificate());
    Pem key = Pem.of("http.tls.key", options.key());
    List<X509Certificate> chain = certificate.certificates();
    PrivateKey own = key.privateKey();
    if (!KeyPairs.match(own, chain.getFirst().getPublicKey())) {
      throw new TlsException(key.origin() + " is not the key of " + certificate.origin());
    }
    return new ClientIdentity(chain, own);
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

  private static ApplicationProtocolConfig alpn(List<String> protocols) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        protocols);
  }

  /// The first handler of a connection to be opened. The handshake has no deadline of its own, and
  /// is done on the connection's loop.
  public SslHandler newHandler(ByteBufAllocator allocator) {
    // The JDK cannot be told to resume nothing. But it keeps sessions by host and port, and the
    // port
    // is for nothing else.
    int sessionPort = apart == null ? port : apart.incrementAndGet();
    SSLEngine engine = context.newEngine(allocator, host, sessionPort);
    if (context instanceof JdkSslContext) {
      // Netty would do it by an engine around the JDK's, which key managers do not know.
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setApplicationProtocols(applicationProtocols);
      engine.setSSLParameters(parameters);
    }
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  /// What ALPN has agreed on, empty for nothing.
  public static String applicationProtocol(SslHandler handler) {
    String agreed = handler.engine().getApplicationProtocol();
    return agreed == null ? "" : agreed;
  }

  /// Why there is no secure connection, or none any more.
  ///
  /// @param cause what the handler said; where it is not TLS's, then [Outcome#TLS]
  public Outcome outcomeOf(Throwable cause, SslHandler handler) {
    return TlsFailures.outcomeOf(cause, identity.askedOn(handler.engine()));
  }
}
