package ratchet.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import ratchet.model.InputException;

/** A database file where SQLite can open it: itself, or its copy from another file system. */
final class DatabaseCopy {
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]+:.*");

  private DatabaseCopy() {}

  /** Whether the file is named by the address of a file system other than this machine's. */
  static boolean isRemote(String file) {
    return SCHEME.matcher(file).matches() && !file.startsWith("file:");
  }

  private static Path local(String file) {
    return file.startsWith("file:") ? Path.of(URI.create(file)) : Path.of(file);
  }

  /**
   * What work gives on the file; a copy is deleted afterwards.
   *
   * @throws InputException when the file cannot be read or copied
   */
  static <T> T with(String file, Function<Path, T> work) {
    if (!isRemote(file)) {
      Path here = local(file);
      if (!Files.isRegularFile(here)) {
        throw new InputException(
            file + ": there is no such database on " + host(),
            "each executor opens the path itself: put the files where all of them have the path, or"
                + " on a Hadoop file system");
      }
      return work.apply(here);
    }
    try {
      Path folder = Files.createTempDirectory("ratchet-db");
      Path copy = folder.resolve("copy.db");
      try {
        copy(file, copy);
        // rows that are not in the file yet are in its write-ahead log
        copyWhereThere(file + "-wal", folder.resolve("copy.db-wal"));
        return work.apply(copy);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new InputException(
          file + " cannot be read on " + host() + ": " + e.getMessage(),
          "check the address, and that executors may read it",
          e);
    }
  }

  /**
   * Whether the driver sees the file.
   *
   * @throws InputException where it does not
   */
  static void require(String file, SparkConf conf) {
    if (!isRemote(file)) {
      Path here = local(file);
      if (!Files.isRegularFile(here)) {
        throw new InputException(
            file + ": there is no such database",
            "give the absolute path of a file that all executors have, or its address on a Hadoop"
                + " file system");
      }
      return;
    }
    try {
      org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file);
      FileSystem system = path.getFileSystem(SparkHadoopUtil.get().newConfiguration(conf));
      if (!system.exists(path)) {
        throw new InputException(
            file + ": there is no such database", "correct --db, or copy the database there");
      }
    } catch (IOException e) {
      throw new InputException(
          file + " cannot be reached: " + e.getMessage(), "check the address and its settings", e);
    }
  }

  /** The same failure; where the reader saw a copy, with the name that the user knows. */
  static InputException named(String file, InputException failure) {
    return isRemote(file) && !failure.getMessage().contains(file)
        ? new InputException(file + ": " + failure.getMessage(), failure.remedy(), failure)
        : failure;
  }

  private static void copy(String file, Path copy) throws IOException {
    org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(file);
    from.getFileSystem(configuration())
        .copyToLocalFile(false, from, new org.apache.hadoop.fs.Path(copy.toUri()), true);
  }

  private static void copyWhereThere(String file, Path copy) throws IOException {
    org.apache.hadoop.fs.Path from = new org.apache.hadoop.fs.Path(file);
    if (from.getFileSystem(configuration()).exists(from)) {
      copy(file, copy);
    }
  }

  private static org.apache.hadoop.conf.Configuration configuration() {
    return SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      files.forEach(
          file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    Files.delete(folder);
  }
}
