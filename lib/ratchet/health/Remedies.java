package ratchet.health;

/** Remedies that several checks share. */
final class Remedies {
  static final String MORE_DATA =
      "let the services log for longer, or try the toolkit on generated data: seed_training_data";
  static final String NO_TABLE =
      "point --db at the trading bot's database, or generate one: seed_training_data --db FILE";

  private Remedies() {}
}
