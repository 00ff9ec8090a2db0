package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;

/** Replaces and archives whole files; cleans up when a step fails. */
record StoreFiles(FileOperations operations) {
  /**
   * Replaces a file, or creates it.
   *
   * @param state what is true when it fails, as the end of the message
   * @throws InputException when it cannot be written; the file is then unchanged
   */
  void replace(Path file, byte[] content, String state) {
    Path temporary = AliasStore.temporary(file);
    try {
      operations.delete(temporary);
      operations.create(temporary, content);
      operations.rename(temporary, file);
      operations.sync(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      discard(temporary, e);
      throw FileFailure.of("cannot write", file, state, e);
    }
  }

  /**
   * Restores the former content of an alias, or its absence.
   *
   * @param failure receives further failures as suppressed exceptions
   * @return whether the file has its former content again
   */
  boolean putBack(Path target, Optional<byte[]> old, IOException failure) {
    Path temporary = AliasStore.temporary(target);
    try {
      if (old.isPresent()) {
        operations.create(temporary, old.get());
        if (Files.exists(target)) {
          FilePermissions.copy(target, temporary);
        }
        operations.rename(temporary, target);
      } else {
        operations.delete(target);
      }
      return true;
    } catch (IOException e) {
      failure.addSuppressed(e);
      discard(temporary, failure);
      return false;
    }
  }

  void discard(Path temporary, Exception failure) {
    try {
      operations.delete(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Writes a version to the history, readable by nobody who may not read the alias. Does nothing
   * when the same content is already there.
   *
   * @throws InputException when it cannot be written
   */
  void archive(ModelPaths paths, ModelName model, byte[] content) {
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
      discard(temporary, e);
      throw FileFailure.of("cannot archive", version, "the alias is unchanged", e);
    }
  }
}
