package ratchet.promote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.store.FileFailure;

/**
 * Model files in a folder that only this account may enter, removed at the end: what a hook judges
 * are the bytes that will be promoted, whoever writes to the models folder meanwhile.
 */
record PrivateModels(Path folder, Map<ModelName, Path> files) implements AutoCloseable {
  /**
   * @throws InputException when they cannot be written
   */
  static PrivateModels of(Map<ModelName, byte[]> contents) {
    Path folder;
    try {
      folder = Files.createTempDirectory("ratchet-hook-");
    } catch (IOException e) {
      throw FileFailure.of(
          "cannot make a folder in", Path.of(System.getProperty("java.io.tmpdir")), "", e);
    }
    Map<ModelName, Path> files = new EnumMap<>(ModelName.class);
    PrivateModels models = new PrivateModels(folder, files);
    try {
      for (Map.Entry<ModelName, byte[]> one : contents.entrySet()) {
        Path file = folder.resolve(one.getKey().aliasFile());
        files.put(one.getKey(), Files.write(file, one.getValue()));
      }
      return models;
    } catch (IOException e) {
      models.close();
      throw FileFailure.of("cannot write to", folder, "", e);
    }
  }

  /** Also what a hook left there. */
  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot remove", folder, "", e);
    }
  }
}
