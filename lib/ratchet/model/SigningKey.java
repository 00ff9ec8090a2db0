package ratchet.model;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The private Ed25519 key with which promote signs. Immutable and thread-safe. */
public final class SigningKey {
  private final PrivateKey key;

  private SigningKey(PrivateKey key) {
    this.key = key;
  }

  /**
   * Reads the key from the content of its file.
   *
   * @param pem private key as PKCS#8 in PEM, without a password
   * @param file the file's name for messages
   * @throws InputException when the content is not such a key
   */
  public static SigningKey read(byte[] pem, String file) {
    return new SigningKey(
        PemKey.read(
            pem,
            "PRIVATE KEY",
            file,
            "make one with: openssl genpkey -algorithm ed25519 -out " + file,
            (factory, der) -> factory.generatePrivate(new PKCS8EncodedKeySpec(der))));
  }

  /** Signs a statement. Equal statements get equal signatures. */
  public SignedStatement sign(PromotionStatement statement) {
    try {
      Signature signature = Signature.getInstance(PemKey.ALGORITHM);
      signature.initSign(key);
      signature.update(statement.bytes());
      return new SignedStatement(statement, Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read must be able to sign", e);
    }
  }
}
