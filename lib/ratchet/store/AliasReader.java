package ratchet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;

/**
 * Reads live and archived versions. It takes no lock and changes nothing, so a dry run, a reload or
 * a report can use it while another process promotes. Stateless and thread-safe: each call reads
 * the whole file again.
 */
public final class AliasReader {
  private static final Pattern DIGEST_PREFIX = Pattern.compile("[0-9a-f]{4,64}");
  private static final String VERSION_SUFFIX = ".json";

  private final ModelPaths paths;
  private final FileOperations operations;

  /** A reader of this models folder and its aliases; nothing is opened yet. */
  public AliasReader(ModelPaths paths) {
    this(paths, new LocalFileOperations());
  }

  AliasReader(ModelPaths paths, FileOperations operations) {
    this.paths = paths;
    this.operations = operations;
  }

  /**
   * The bytes of the alias, not checked to be a model; empty when there is no alias.
   *
   * @throws InputException when the alias is not a regular file, cannot be read, or is larger than
   *     16 MiB
   */
  public Optional<byte[]> live(ModelName model) {
    Path alias = paths.alias(model);
    Path target = ModelPaths.canonical(alias);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(read("the alias of " + model.id(), target));
  }

  /** SHA-256 of {@link #live}, 64 hex digits; empty when there is no alias. */
  public Optional<String> liveSha256(ModelName model) {
    return live(model).map(Digest::of);
  }

  /**
   * The bytes of a version that was once live.
   *
   * @param sha256Prefix at least 4 hex digits of its digest
   * @return empty when no archived version has such a digest
   * @throws InputException when the prefix is not hexadecimal or fits several versions, or when the
   *     file is damaged
   */
  public Optional<byte[]> archived(ModelName model, String sha256Prefix) {
    if (!DIGEST_PREFIX.matcher(sha256Prefix).matches()) {
      throw new InputException(
          "'" + sha256Prefix + "' is not the digest of a version",
          "give at least 4 of its hex digits, as `history --model " + model.id() + "` shows them");
    }
    List<Path> found =
        versions(model).stream()
            .filter(path -> path.getFileName().toString().startsWith(sha256Prefix))
            .toList();
    if (found.size() > 1) {
      throw new InputException(
          "'" + sha256Prefix + "' fits " + found.size() + " versions of " + model.id(),
          "give more digits");
    }
    return found.stream().findFirst().map(this::undamaged);
  }

  /** The file in which a version is archived, whether it exists or not; {@code sha256} is whole. */
  public static Path version(ModelPaths paths, ModelName model, String sha256) {
    return paths.historyFolder(model).resolve(sha256 + VERSION_SUFFIX);
  }

  /** Digests of all versions in the archive, in alphabetical order, which says nothing of time. */
  public List<String> archivedSha256(ModelName model) {
    return versions(model).stream()
        .map(path -> path.getFileName().toString())
        .map(name -> name.substring(0, name.length() - VERSION_SUFFIX.length()))
        .toList();
  }

  private List<Path> versions(ModelName model) {
    Path folder = paths.historyFolder(model);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches("[0-9a-f]{64}\\.json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileFailure.of("cannot list", folder, "", e);
    }
  }

  private byte[] undamaged(Path file) {
    byte[] content = read("the archived version", file);
    String name = file.getFileName().toString();
    if (!name.equals(Digest.of(content) + VERSION_SUFFIX)) {
      throw new InputException(
          file + " is damaged: its content has the digest " + Digest.of(content),
          "choose another version, or restore the file from a backup");
    }
    return content;
  }

  private byte[] read(String what, Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new InputException(
            what + " (" + file + ") is not a regular file",
            "replace it with a model file, or correct --alias MODEL=PATH");
      }
      if (Files.size(file) > ModelReader.MAX_BYTES) {
        throw new InputException(
            what + " (" + file + ") is larger than 16 MiB, so it is not a model",
            "replace it with a model file, or correct --alias MODEL=PATH");
      }
      return operations.read(file);
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }
}
