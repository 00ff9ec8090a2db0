package ratchet.runtime;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import ratchet.model.UsageException;

/** The address that a runtime is to listen on, before anything is opened. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * @throws UsageException for a port that does not exist or a host that is unknown
   */
  static InetSocketAddress of(String host, int port) {
    checkPort(port);
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new UsageException("host " + host + " is unknown", "use an address of this machine", e);
    }
  }

  /**
   * @throws UsageException for a port that does not exist
   */
  static InetSocketAddress loopback(int port) {
    return of(RuntimeOptions.LOOPBACK, port);
  }

  private static void checkPort(int port) {
    if (port < 0 || port > 65535) {
      throw new UsageException(
          "port " + port + " does not exist", "choose one from 0 (any) to 65535");
    }
  }
}
