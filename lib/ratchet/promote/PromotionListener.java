package ratchet.promote;

/** Hears of a run while it goes on. */
public interface PromotionListener {
  /** Hears nothing. */
  PromotionListener NONE =
      new PromotionListener() {
        @Override
        public void warning(String text) {}

        @Override
        public void finished(ModelOutcome outcome) {}
      };

  /** Something a person must not miss, e.g. that an earlier run was mended. */
  void warning(String text);

  /** A model is through; the others go on. */
  void finished(ModelOutcome outcome);
}
