package ratchet.cli.promotion;

import ratchet.cli.Console;
import ratchet.promote.ModelOutcome;
import ratchet.promote.PromotionListener;

/** Tells a person what goes on; results are printed by the command when all is done. */
public final class ConsoleListener implements PromotionListener {
  private final Console console;

  public ConsoleListener(Console console) {
    this.console = console;
  }

  @Override
  public void warning(String text) {
    console.warn(text);
  }

  @Override
  public void finished(ModelOutcome outcome) {}
}
