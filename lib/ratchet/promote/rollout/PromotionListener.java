package ratchet.promote.rollout;

/** Hears of a run while it goes on. */
public interface PromotionListener {
  /** Hears nothing. */
  PromotionListener NONE = text -> {};

  /** Something a person must not miss, e.g. that an earlier run was repaired. */
  void warning(String text);

  /** A model is decided; the others go on. */
  default void finished(ModelOutcome outcome) {}
}
