package ratchet.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.model.ModelName;
import ratchet.store.ModelPaths;

/**
 * The versions of a model: the live one and the candidate.
 *
 * @param production empty when nothing is live
 * @param candidate empty when nothing was trained
 */
public record ModelState(
    ModelName model, Optional<ModelVersion> production, Optional<ModelVersion> candidate) {
  /** Reads the models folder, which need not exist. */
  public static ModelState read(ModelName model, ModelPaths paths) {
    return new ModelState(
        model, ModelVersion.production(model, paths), ModelVersion.candidate(model, paths));
  }

  /** Whether there is a live version or a candidate. */
  public boolean isPresent() {
    return production.isPresent() || candidate.isPresent();
  }

  /** The candidate's file, if it loads. */
  public Optional<Path> usableCandidate() {
    return candidate.filter(version -> version.loaded().isPresent()).map(ModelVersion::path);
  }

  /** Candidate and live version; only one of them if both are the same version. */
  List<ModelVersion> distinct() {
    boolean same =
        candidate.flatMap(ModelVersion::sha256).isPresent()
            && candidate
                .flatMap(ModelVersion::sha256)
                .equals(production.flatMap(ModelVersion::sha256));
    return Stream.concat(same ? Stream.empty() : candidate.stream(), production.stream()).toList();
  }
}
