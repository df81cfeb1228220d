package dev.spate.worker.http.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The one certificate that a client shows to whoever asks for one, or none. It is shown also where
/// the target names other authorities: then the target says what it has against it.
///
/// Remembers on which connections it was asked for. By then a version and a cipher are agreed, so
/// what fails there with no better reason fails for the certificate. For all loops of a run.
final class ClientIdentity extends X509ExtendedKeyManager {
  /// What providers call this one certificate.
  private static final String ALIAS = "client";

  private final List<X509Certificate> chain;
  private final @Nullable PrivateKey key;
  private final Set<SSLEngine> asked =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /// @param key null with an empty chain, for none
  ClientIdentity(List<X509Certificate> chain, @Nullable PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  boolean askedOn(SSLEngine engine) {
    return asked.contains(engine);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    asked.add(engine);
    return key != null && Arrays.asList(keyTypes).contains(key.getAlgorithm()) ? ALIAS : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return key == null ? null : chain.toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return key;
  }

  // Sockets and servers do not ask.

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
