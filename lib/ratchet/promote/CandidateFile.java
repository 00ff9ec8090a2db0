package ratchet.promote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;

/** The file that a trainer wrote, read once: the bytes that are evaluated are promoted. */
sealed interface CandidateFile {
  ModelName model();

  /**
   * A file that loads and can be evaluated.
   *
   * @param content the bytes; not to be modified
   */
  record Usable(ModelName model, Path path, byte[] content, LoadedModel loaded)
      implements CandidateFile {
    String sha256() {
      return loaded.sha256();
    }

    /** Whether the file still has the same bytes: a trainer may have written it meanwhile. */
    boolean isUnchanged() {
      try {
        return Digest.of(readAll(path)).equals(sha256());
      } catch (IOException e) {
        return false;
      }
    }
  }

  /**
   * A file that does not load as a model.
   *
   * @param found the error of the loader
   * @param failure the same with the file's name
   */
  record Malformed(ModelName model, ModelFormatException found, InputException failure)
      implements CandidateFile {}

  /**
   * A file that does not exist or cannot be read.
   *
   * @param reason {@code candidate_missing} or {@code candidate_unreadable}
   */
  record Unusable(ModelName model, String reason, InputException failure)
      implements CandidateFile {}

  static CandidateFile read(ModelName model, Path path) {
    try {
      byte[] content = readAll(path);
      return new Usable(model, path, content, LoadedModel.load(model, content));
    } catch (ModelFormatException e) {
      return new Malformed(model, e, e.in(path.toString()));
    } catch (NoSuchFileException e) {
      return new Unusable(
          model,
          "candidate_missing",
          new InputException(
              "there is no candidate " + path, "run train_" + model.id() + " first", e));
    } catch (IOException e) {
      return new Unusable(
          model,
          "candidate_unreadable",
          new InputException(
              path + ": cannot be read (" + e.getMessage() + ")",
              "check that it is a file and that this account may read it",
              e));
    }
  }

  private static byte[] readAll(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException("is not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(ModelReader.MAX_BYTES + 1);
    }
  }
}
