package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import ratchet.model.InputException;

/** Whole files on a disk that may fail at each step. */
record StoreFiles(FileOperations operations) {
  /**
   * @param state what holds when it fails
   * @throws InputException when it cannot be written; the file is then what it was
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
   * @param failure gets what goes wrong here, too
   * @return whether the file is what it was
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
}
