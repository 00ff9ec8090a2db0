package ratchet.backtest;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Provenance;

/** From when on a model can be judged: it was fitted on what came before. */
final class UnseenWindow {
  private UnseenWindow() {}

  /**
   * @return the first decision that was held out; empty for a file that another trainer wrote,
   *     which does not say what it was fitted on
   */
  static Optional<Instant> from(LoadedModel model) {
    return model.file().header().provenance().map(UnseenWindow::later);
  }

  /** The first moment from which none of the models was fitted; the epoch where none says. */
  static Instant from(Collection<LoadedModel> models) {
    return models.stream()
        .map(UnseenWindow::from)
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static Instant later(Provenance provenance) {
    return provenance.holdoutFrom().isBefore(provenance.trainTo())
        ? provenance.trainTo()
        : provenance.holdoutFrom();
  }
}
