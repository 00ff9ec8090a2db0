package ratchet.promote.target;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import ratchet.model.ModelName;

/** The command that starts a runtime of this machine that is not running. */
public final class StoppedRuntime {
  /** The text that follows the command in {@code next:} lines. */
  public static final String HOW = "in another terminal, and leave it running: it confirms reloads";

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost");
  private static final int CONNECT_TIMEOUT_MS = 300;

  private StoppedRuntime() {}

  /**
   * The {@code serve} command for the first of these addresses where nothing listens. Empty where
   * every address is answered, or is not one that {@code serve} could have on this machine.
   *
   * @param urls the reload addresses of the model
   */
  public static Optional<String> start(ModelName model, Collection<URI> urls) {
    return urls.stream()
        .filter(url -> THIS_MACHINE.contains(url.getHost()) && url.getPort() > 0)
        .filter(
            url -> url.getScheme().equals("http") && ModelName.RELOAD_PATH.equals(url.getPath()))
        .filter(StoppedRuntime::isRefused)
        .findFirst()
        .map(url -> "serve --role " + role(model) + port(model, url));
  }

  /** The role that serves only this model, if there is one. */
  private static String role(ModelName model) {
    return switch (model) {
      case FILLNET -> "executor";
      case ALPHA -> "alpha-ranker";
      case RUGGUARD, SURVIVAL -> "all";
    };
  }

  private static String port(ModelName model, URI url) {
    boolean isUsual =
        model
            .defaultReloadUrl()
            .filter(usual -> URI.create(usual).getPort() == url.getPort())
            .isPresent();
    return isUsual ? "" : " --port " + url.getPort();
  }

  private static boolean isRefused(URI url) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), CONNECT_TIMEOUT_MS);
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false; // not known: a firewall, or a machine too busy to answer
    }
  }
}
