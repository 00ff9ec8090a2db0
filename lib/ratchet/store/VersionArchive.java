package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;

/** {@code history/<model>/<sha256>.json}: every version that was ever live, by its digest. */
record VersionArchive(ModelPaths paths, FileOperations operations) {
  /**
   * Keeps a version, for no more readers than the alias has; nothing when it is kept already,
   * whole.
   *
   * @throws InputException when it cannot be written
   */
  void keep(ModelName model, byte[] content) {
    Path version = AliasReader.version(paths, model, Digest.of(content));
    Path temporary = AliasStore.temporary(version);
    try {
      if (Files.isRegularFile(version) && Arrays.equals(operations.read(version), content)) {
        return;
      }
      operations.createFolder(version.getParent());
      operations.delete(temporary);
      operations.create(temporary, content);
      Path alias = ModelPaths.canonical(paths.alias(model));
      if (Files.isRegularFile(alias)) {
        FilePermissions.narrow(temporary, alias);
      }
      operations.rename(temporary, version);
      operations.sync(version.getParent());
    } catch (IOException e) {
      try {
        operations.delete(temporary);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw FileFailure.of("cannot archive", version, "the alias is unchanged", e);
    }
  }
}
