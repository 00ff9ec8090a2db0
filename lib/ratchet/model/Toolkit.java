package ratchet.model;

/** Name and version of this toolkit, as used in model files, user agents and {@code --version}. */
public final class Toolkit {
  public static final String NAME = "ratchet";
  public static final String VERSION = "0.1.0";

  private Toolkit() {}
}
