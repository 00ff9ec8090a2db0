package ratchet.cli.alias;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import ratchet.model.InputException;
import ratchet.model.SigningKey;
import ratchet.store.FileTrust;

/** Whether what goes live is signed. */
public final class SigningOptions {
  @Option(
      names = "--sign-key",
      paramLabel = "FILE",
      defaultValue = "${env:PROMOTE_SIGN_KEY}",
      description = {
        "Sign what goes live with this Ed25519 key into <alias>.sig, for serve --verify-key (env"
            + " PROMOTE_SIGN_KEY). To make one:",
        "openssl genpkey -algorithm ed25519 -out sign.key",
        "openssl pkey -in sign.key -pubout -out verify.pub"
      })
  private Path file;

  /**
   * @throws InputException when the file cannot be read, or holds no such key, or when every user
   *     of this machine may read or write it
   */
  public Optional<SigningKey> key() {
    return Optional.ofNullable(file).map(SigningOptions::read);
  }

  private static SigningKey read(Path file) {
    if (Files.exists(file)
        && (FileTrust.isReadableByAll(file) || FileTrust.isWritableByAll(file))) {
      throw new InputException(
          "every user of this machine may read or write the key file "
              + file
              + ", so its signatures say nothing",
          "make a new key, chmod 600 it, and give its public half to serve --verify-key");
    }
    try {
      return SigningKey.read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "make one with: openssl genpkey -algorithm ed25519 -out " + file,
          e);
    }
  }
}
