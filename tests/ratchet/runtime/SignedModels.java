package ratchet.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.SignatureFile;
import ratchet.model.SignedStatement;
import ratchet.model.SigningKey;

/** A key of its own, and what promote does with one. */
final class SignedModels {
  private final KeyPair pair;
  private final SigningKey key;

  SignedModels() {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    key = SigningKey.read(pem("PRIVATE", pair.getPrivate()), "test");
  }

  Path writePublicKey(Path file) {
    return write(file, pem("PUBLIC", pair.getPublic()));
  }

  SignedStatement sign(ModelName model, byte[] content, Instant at) {
    return key.sign(
        new PromotionStatement(
            model, Digest.of(content), TestModels.CREATED, PromotionStatement.PASSED, at));
  }

  /** Signature first, alias second, as promote does it. */
  void put(Path folder, byte[] content, Instant at) {
    signature(folder, SignatureFile.with(List.of(), sign(ModelName.FILLNET, content, at)));
    TestRuntime.putAlias(folder, ModelName.FILLNET, content);
  }

  static void signature(Path folder, byte[] content) {
    write(file(folder), content);
  }

  static Path file(Path folder) {
    return folder.resolve("fillnet.json.sig");
  }

  private static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] pem(String kind, Key key) {
    return ("-----BEGIN "
            + kind
            + " KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END "
            + kind
            + " KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
