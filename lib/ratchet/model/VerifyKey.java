package ratchet.model;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/** The public Ed25519 key with which a runtime verifies signatures. Immutable and thread-safe. */
public final class VerifyKey {
  private final PublicKey key;

  private VerifyKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads the key from the content of its file.
   *
   * @param pem public key as X.509 SubjectPublicKeyInfo in PEM
   * @param file the file's name for messages
   * @throws InputException when the content is not such a key
   */
  public static VerifyKey read(byte[] pem, String file) {
    return new VerifyKey(
        PemKey.read(
            pem,
            "PUBLIC KEY",
            file,
            "take it from the private key with: openssl pkey -in KEY -pubout -out " + file,
            (factory, der) -> factory.generatePublic(new X509EncodedKeySpec(der))));
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(PemKey.ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read must be able to verify", e);
    }
  }
}
