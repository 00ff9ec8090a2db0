package ratchet.data.training;

import java.io.Serializable;
import java.util.List;

/**
 * The files that a training set was read from, where several were given.
 *
 * @param files in the order of their paths; empty where only one was given
 * @param skipped names of files that were skipped because they cannot be read
 * @param shared counts of rows that two files hold and that were read once
 */
public record FilesRead(List<OfFile> files, List<String> skipped, List<RepeatedRows> shared)
    implements Serializable {
  /** Only one file was given. */
  public static final FilesRead NONE = new FilesRead(List.of(), List.of(), List.of());

  /**
   * The rows that came from one file.
   *
   * @param file its path, as the user named it
   * @param sha256 {@link RowDigest} over its rows in the order of the set
   * @param rows of the set whose attempt or entry was logged in this file
   */
  public record OfFile(String file, String sha256, long rows) implements Serializable {}

  /** The number of rows that are in both files. */
  public record RepeatedRows(String one, String other, long rows) implements Serializable {
    @Override
    public String toString() {
      return rows + " rows are both in " + one + " and in " + other + ": each counts once";
    }
  }

  public FilesRead {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
    shared = List.copyOf(shared);
  }
}
