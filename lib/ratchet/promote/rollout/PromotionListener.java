package ratchet.promote.rollout;

/** Receives the events of a run while it goes on. */
public interface PromotionListener {
  /** Ignores every event. */
  PromotionListener NONE = text -> {};

  /** A warning for the user, e.g. that an earlier run was repaired. */
  void warning(String text);

  /** A model is finished; the other models follow. */
  default void finished(ModelOutcome outcome) {}
}
