package ratchet.runtime;

import java.util.List;
import java.util.Locale;
import ratchet.model.ModelName;

/** The service of the bot that a runtime replaces. It sets the models and the default port. */
public enum Role {
  EXECUTOR(4011, List.of(ModelName.FILLNET)),
  ALPHA_RANKER(4021, List.of(ModelName.ALPHA)),
  ALL(4011, ModelName.all());

  private final int defaultPort;
  private final List<ModelName> models;

  Role(int defaultPort, List<ModelName> models) {
    this.defaultPort = defaultPort;
    this.models = models;
  }

  /** The word on the command line, e.g. {@code alpha-ranker}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The port of the service that the runtime replaces. */
  public int defaultPort() {
    return defaultPort;
  }

  /** The models that a runtime of this role serves. */
  public List<ModelName> models() {
    return models;
  }

  @Override
  public String toString() {
    return id();
  }
}
