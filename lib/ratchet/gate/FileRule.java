package ratchet.gate;

import java.util.Optional;
import ratchet.model.ModelFormatException;

/**
 * A rule about the candidate's file itself. Every other rule presupposes a file that loads, so
 * these alone can be asked of one that does not.
 */
public sealed interface FileRule extends GateRule permits StructureRule, GoldenScoreRule {
  /**
   * @param found what the loader stumbled over
   * @return empty where the file did not get far enough for this rule
   */
  Optional<Check> check(ModelFormatException found);
}
