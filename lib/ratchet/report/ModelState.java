package ratchet.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.model.ModelName;
import ratchet.store.ModelPaths;

/**
 * A model: what is live and what waits.
 *
 * @param production empty when nothing is live
 * @param candidate empty when nothing was trained
 */
public record ModelState(
    ModelName model, Optional<ModelVersion> production, Optional<ModelVersion> candidate) {
  /** Looks at the models folder, which need not be there. */
  public static ModelState read(ModelName model, ModelPaths paths) {
    return new ModelState(
        model, ModelVersion.production(model, paths), ModelVersion.candidate(model, paths));
  }

  /** Whether there is anything of this model. */
  public boolean isPresent() {
    return production.isPresent() || candidate.isPresent();
  }

  /** The candidate's file, where it loads. */
  public Optional<Path> usableCandidate() {
    return candidate.filter(version -> version.loaded().isPresent()).map(ModelVersion::path);
  }

  /** Candidate first; one of the two where both are the same version. */
  List<ModelVersion> distinct() {
    boolean same =
        candidate.flatMap(ModelVersion::sha256).isPresent()
            && candidate
                .flatMap(ModelVersion::sha256)
                .equals(production.flatMap(ModelVersion::sha256));
    return Stream.concat(same ? Stream.empty() : candidate.stream(), production.stream()).toList();
  }
}
