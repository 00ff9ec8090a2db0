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
 * What is live and what was, without the lock and without touching anything: for a dry run, a
 * reload, a report. Stateless, so it sees each file as it is at the call, whole.
 */
public final class AliasReader {
  private static final Pattern DIGEST_PREFIX = Pattern.compile("[0-9a-f]{4,64}");
  private static final String VERSION_SUFFIX = ".json";

  private final ModelPaths paths;
  private final FileOperations operations;

  public AliasReader(ModelPaths paths) {
    this(paths, new LocalFileOperations());
  }

  AliasReader(ModelPaths paths, FileOperations operations) {
    this.paths = paths;
    this.operations = operations;
  }

  /**
   * The alias's bytes, whatever they are; empty when there is no alias.
   *
   * @throws InputException when it is no regular file, cannot be read, or is larger than 16 MiB
   */
  public Optional<byte[]> live(ModelName model) {
    Path alias = paths.alias(model);
    Path target = ModelPaths.canonical(alias);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(read("the alias of " + model.id(), target));
  }

  /** Digest of {@link #live}. */
  public Optional<String> liveSha256(ModelName model) {
    return live(model).map(Digest::of);
  }

  /**
   * A version that was once live.
   *
   * @param sha256Prefix at least 4 hex digits of its digest
   * @return empty when no version is called so
   * @throws InputException when it is no digest, fits several versions, or the file is damaged
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

  public static Path version(ModelPaths paths, ModelName model, String sha256) {
    return paths.historyFolder(model).resolve(sha256 + VERSION_SUFFIX);
  }

  /** Digests of all versions in the archive, in no order that means anything. */
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
            what + " (" + file + ") is not a regular file", "point it at a model file");
      }
      if (Files.size(file) > ModelReader.MAX_BYTES) {
        throw new InputException(
            what + " (" + file + ") is larger than 16 MiB, so it is not a model",
            "point it at the file that the runtime reads");
      }
      return operations.read(file);
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }
}
