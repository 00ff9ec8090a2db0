package ratchet.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.model.Provenance;
import ratchet.report.page.Figure;
import ratchet.report.page.Series;
import ratchet.store.AliasReader;
import ratchet.store.ModelPaths;

/**
 * A model file. A file that cannot be read or does not load is shown in the report with its
 * problem.
 *
 * @param series {@link Series#PRODUCTION} or {@link Series#CANDIDATE}
 * @param sha256 empty when it could not be read
 * @param loaded empty when it does not load
 * @param problem the reason for which it does not load; empty when it does
 */
record ModelVersion(
    String series,
    Path path,
    Optional<String> sha256,
    Optional<LoadedModel> loaded,
    Optional<String> problem) {
  /** A legend of the versions of a chart. */
  static List<Figure.Key> legend(List<ModelVersion> versions) {
    return Series.keys(versions.stream().map(ModelVersion::series).toList());
  }

  /** The live version; empty when there is no alias. */
  static Optional<ModelVersion> production(ModelName model, ModelPaths paths) {
    Path path = paths.alias(model);
    try {
      return new AliasReader(paths)
          .live(model)
          .map(bytes -> of(Series.PRODUCTION, model, path, bytes));
    } catch (InputException e) {
      return Optional.of(unreadable(Series.PRODUCTION, path, e.getMessage()));
    }
  }

  /** The candidate; empty when there is none. */
  static Optional<ModelVersion> candidate(ModelName model, ModelPaths paths) {
    Path path = paths.candidate(model);
    if (Files.notExists(path)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(ModelReader.MAX_BYTES + 1);
      return Optional.of(of(Series.CANDIDATE, model, path, content));
    } catch (IOException e) {
      return Optional.of(unreadable(Series.CANDIDATE, path, "cannot be read: " + e.getMessage()));
    }
  }

  private static ModelVersion of(String series, ModelName model, Path path, byte[] content) {
    Optional<String> sha256 = Optional.of(Digest.of(content));
    try {
      LoadedModel loaded = LoadedModel.load(model, content);
      return new ModelVersion(series, path, sha256, Optional.of(loaded), Optional.empty());
    } catch (ModelFormatException e) {
      return new ModelVersion(series, path, sha256, Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  private static ModelVersion unreadable(String series, Path path, String problem) {
    return new ModelVersion(series, path, Optional.empty(), Optional.empty(), Optional.of(problem));
  }

  Optional<ModelHeader> header() {
    return loaded.map(model -> model.file().header());
  }

  /** The time from which it was not fitted on any row; empty when the file does not state it. */
  Optional<Instant> unseenFrom() {
    return header().flatMap(ModelHeader::provenance).map(ModelVersion::unseenFrom);
  }

  private static Instant unseenFrom(Provenance provenance) {
    return provenance.trainTo().isAfter(provenance.holdoutFrom())
        ? provenance.trainTo()
        : provenance.holdoutFrom();
  }
}
