package ratchet.gate;

/**
 * More decisions were taken on one window than a book allows at its usual confidence.
 *
 * @param decision the how manieth this one is, from 1
 * @param budget how many there may be
 * @param confidence that comparisons are now asked for
 */
public record SpentBudget(int decision, int budget, double confidence) {
  /** E.g. {@code budget=21/20}. */
  String note() {
    return "budget=" + decision + "/" + budget;
  }
}
