package ratchet.runtime;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of a Host header, an Origin or a request target. Only the plain forms are read: a name
 * or an IPv4 address, or an IPv6 address in brackets, each with a port or without. Whatever else
 * looks like one of them (user names, zones, escapes, text around brackets) is no host.
 */
final class HostName {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([A-Za-z0-9_.-]{1,253}))(?::[0-9]{1,5})?");

  private HostName() {}

  /** In lower case, without port, brackets and final dot; an IPv6 address spelled out. */
  static Optional<String> of(String authority) {
    Matcher matcher = FORM.matcher(authority);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return address(matcher.group(1));
    }
    String name = matcher.group(2).toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** What was written after {@code --host} or {@code --allowed-host}: brackets are not needed. */
  static Optional<String> ofOption(String host) {
    String stripped = host.strip();
    int zone = stripped.indexOf('%');
    String plain = zone < 0 ? stripped : stripped.substring(0, zone);
    boolean bareAddress = plain.indexOf(':') != plain.lastIndexOf(':') && !plain.startsWith("[");
    return of(bareAddress ? "[" + plain + "]" : plain);
  }

  static String of(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  private static Optional<String> address(String literal) {
    if (literal.indexOf(':') < 0) {
      return Optional.empty();
    }
    try {
      // no name is looked up for a text with a colon
      InetAddress address = InetAddress.getByName(literal);
      return address instanceof Inet6Address ? Optional.of(of(address)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
