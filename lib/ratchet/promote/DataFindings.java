package ratchet.promote;

import java.util.List;
import java.util.Optional;
import ratchet.model.ModelName;

/** What the data check has against the rows of a model; asked only when a candidate is refused. */
@FunctionalInterface
public interface DataFindings {
  /** The data were not checked. */
  DataFindings UNCHECKED = model -> Optional.empty();

  /**
   * @return one sentence per finding, the gravest first; empty when the data were not checked
   */
  Optional<List<String>> of(ModelName model);
}
