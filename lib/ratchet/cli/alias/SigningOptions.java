package ratchet.cli.alias;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import ratchet.model.InputException;
import ratchet.model.SigningKey;
import ratchet.store.FileTrust;

/** The option {@code --sign-key}. */
public final class SigningOptions {
  @Option(
      names = "--sign-key",
      paramLabel = "FILE",
      defaultValue = "${env:PROMOTE_SIGN_KEY}",
      description = {
        "Sign versions that become live with this Ed25519 key into <alias>.sig, for serve"
            + " --verify-key (env PROMOTE_SIGN_KEY). To create a key:",
        "openssl genpkey -algorithm ed25519 -out sign.key",
        "openssl pkey -in sign.key -pubout -out verify.pub"
      })
  private Path file;

  /**
   * The key; empty without the option.
   *
   * @throws InputException when the file cannot be read or is not such a key, or when every user of
   *     this machine may read or write it
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
              + ", so its signatures prove nothing",
          "create a new key, chmod 600 it, and give its public key to serve --verify-key");
    }
    try {
      return SigningKey.read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "create one with: openssl genpkey -algorithm ed25519 -out " + file,
          e);
    }
  }
}
