package ratchet.promote.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ratchet.model.ModelName;
import ratchet.model.UsageException;

/** The reload and metrics addresses of the runtimes of a model. */
public final class ReloadTargets {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final int LARGEST_PORT = 65_535;

  /** Limits of RFC 1035 for a host name and for each of its labels. */
  private static final int LONGEST_HOST = 253;

  private static final int LONGEST_LABEL = 63;

  private ReloadTargets() {}

  /**
   * The addresses of one model, in the order given, each once.
   *
   * @param environment read for {@code PROMOTE_<MODEL>_RELOAD_URL}: addresses separated by commas;
   *     empty means that there is no runtime, unset means the model's default
   * @param overrides the same by model id, from an option; overrides the environment
   * @throws UsageException for an address that is not http or https, has no host, cannot be
   *     connected to (port 0, an IPv6 zone, a name too long for DNS), or holds a password
   */
  public static List<URI> of(
      ModelName model, Map<String, String> environment, Map<String, String> overrides) {
    overrides.keySet().forEach(ModelName::of);
    String variable = model.environmentName("RELOAD_URL");
    if (overrides.containsKey(model.id())) {
      return list("--reload-url " + model.id(), overrides.get(model.id()));
    }
    return list(variable, environment.getOrDefault(variable, model.defaultReloadUrl().orElse("")));
  }

  /**
   * Metrics addresses by reload address, from {@code PROMOTE_<MODEL>_METRICS_URL}: as many, in the
   * same order. Empty when it is unset; then {@code /metrics} of the origin of each reload address
   * is used.
   *
   * @throws UsageException when there are not as many as reload addresses
   */
  public static Map<URI, URI> metrics(
      ModelName model, List<URI> reloadUrls, Map<String, String> environment) {
    String variable = model.environmentName("METRICS_URL");
    List<URI> metrics = list(variable, environment.getOrDefault(variable, ""));
    if (metrics.isEmpty()) {
      return Map.of();
    }
    if (metrics.size() != reloadUrls.size()) {
      throw new UsageException(
          variable
              + " names "
              + metrics.size()
              + " addresses, but "
              + model.id()
              + " has "
              + reloadUrls.size()
              + " runtimes",
          "give one metrics address per reload address, in the same order");
    }
    Map<URI, URI> byReloadUrl = new HashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      byReloadUrl.put(reloadUrls.get(i), metrics.get(i));
    }
    return byReloadUrl;
  }

  private static List<URI> list(String source, String value) {
    if (value.isBlank()) {
      return List.of();
    }
    return List.copyOf(
        new LinkedHashSet<>(
            Arrays.stream(value.split(",", -1)).map(word -> address(source, word)).toList()));
  }

  private static URI address(String source, String word) {
    if (word.isBlank()) {
      throw invalid(source, word, "there is one comma too many", null);
    }
    try {
      URI address = new URI(word.strip());
      String scheme = address.getScheme() == null ? "" : address.getScheme();
      if (!SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
        throw invalid(source, word, "it does not begin with http:// or https://", null);
      }
      if (address.getHost() == null) {
        throw invalid(source, word, "it names no host", null);
      }
      if (address.getUserInfo() != null) {
        throw invalid(source, "(not shown)", "it holds a password, which would be logged", null);
      }
      undialable(address)
          .ifPresent(
              why -> {
                throw invalid(source, word, why, null);
              });
      return new URI(
          scheme.toLowerCase(Locale.ROOT) + address.toString().substring(scheme.length()));
    } catch (URISyntaxException e) {
      throw invalid(source, word, e.getReason(), e);
    }
  }

  /** The reason for which no client could connect to a well-formed address; empty if one could. */
  private static Optional<String> undialable(URI address) {
    String host = address.getHost();
    if (address.getPort() == 0 || address.getPort() > LARGEST_PORT) {
      return Optional.of("port " + address.getPort() + " does not exist");
    }
    if (host.contains("%")) {
      return Optional.of("an IPv6 address with a zone (%) cannot be used; leave the zone out");
    }
    boolean tooLong =
        host.length() > LONGEST_HOST
            || Arrays.stream(host.split("[.]")).anyMatch(label -> label.length() > LONGEST_LABEL);
    return tooLong ? Optional.of("its host name is too long for DNS") : Optional.empty();
  }

  private static UsageException invalid(String source, String word, String why, Exception cause) {
    return new UsageException(
        source + ": '" + word.strip() + "' is not a valid address: " + why,
        "write it like http://127.0.0.1:4011/control/reload-models; put a token into a file",
        cause);
  }
}
