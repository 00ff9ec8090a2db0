package ratchet.promote;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;

/** Skeleton. */
public final class ReloadTargets {
  private ReloadTargets() {}

  /** Overrides ({@code --reload-url m=URL[,URL]}) win over PROMOTE_M_RELOAD_URL, then default. */
  public static List<URI> of(
      ModelName model, Map<String, String> environment, Map<String, String> overrides) {
    throw new IllegalStateException();
  }

  public static Optional<URI> metricsUrl(ModelName model, Map<String, String> environment) {
    throw new IllegalStateException();
  }
}
