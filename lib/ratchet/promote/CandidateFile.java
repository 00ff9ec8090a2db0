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

/** A trainer's output as it was found, read once: the bytes judged are the bytes copied. */
sealed interface CandidateFile {
  ModelName model();

  /**
   * It may be judged.
   *
   * @param content its bytes; never written to
   */
  record Usable(ModelName model, Path path, byte[] content, LoadedModel loaded)
      implements CandidateFile {
    String sha256() {
      return loaded.sha256();
    }

    /** Whether the file still holds what was read; hooks are given its path, not its bytes. */
    boolean isUnchanged() {
      try {
        return Digest.of(readAll(path)).equals(sha256());
      } catch (IOException e) {
        return false;
      }
    }
  }

  /**
   * It cannot even be judged.
   *
   * @param reason {@code candidate_missing}, {@code candidate_unreadable} or {@code
   *     candidate_malformed(wFill[3])}
   */
  record Unusable(ModelName model, String reason, InputException failure)
      implements CandidateFile {}

  static CandidateFile read(ModelName model, Path path) {
    try {
      byte[] content = readAll(path);
      return new Usable(model, path, content, LoadedModel.load(model, content));
    } catch (ModelFormatException e) {
      return new Unusable(model, "candidate_malformed(" + briefly(e) + ")", e.in(path.toString()));
    } catch (NoSuchFileException e) {
      return new Unusable(
          model,
          "candidate_missing",
          new InputException(
              path + ": there is no such candidate", "run train_" + model.id() + " first", e));
    } catch (IOException e) {
      return new Unusable(
          model,
          "candidate_unreadable",
          new InputException(
              path + ": cannot be read (" + e.getMessage() + ")",
              "check what it is and who may read it",
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

  /** The wrong field's path; where the whole file is wrong, the first words of why. */
  private static String briefly(ModelFormatException failure) {
    String text =
        failure.field().equals("file")
            ? failure.problem().replaceFirst("^is ", "").split("[:,;(]", 2)[0].strip()
            : failure.field();
    String word = text.replaceAll("[^A-Za-z0-9_.\\[\\]-]+", "_");
    return word.length() > 60 ? word.substring(0, 60) : word;
  }
}
