package dev.spate.worker.http.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/// Tells whether two keys belong together: what one has signed, the other verifies.
final class KeyPairs {
  private static final byte[] PROBE = {1, 2, 3};

  private KeyPairs() {}

  static boolean match(PrivateKey own, PublicKey shown) {
    String algorithm =
        switch (own.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> own.getAlgorithm();
        };
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(own);
      signer.update(PROBE);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(shown);
      verifier.update(PROBE);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // of different kinds
    }
  }
}
