package ratchet.runtime;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the host of a Host header or a request target. It accepts only the plain forms: a name, an
 * IPv4 address, or an IPv6 address in brackets, each with or without a port. Anything else (user
 * names, zones, escapes, text around brackets) is not a host.
 */
final class HostName {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})\\]|([A-Za-z0-9_.-]{1,253}))(?::[0-9]{1,5})?");

  private HostName() {}

  /**
   * The host in lower case, without port, brackets and final dot, an IPv6 address in full form;
   * empty when the text is not a host.
   */
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

  /**
   * Parses the value of {@code --host} or {@code --allowed-host}: an IPv6 address needs no
   * brackets.
   */
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
      // a text with a colon is never looked up in DNS
      InetAddress address = InetAddress.getByName(literal);
      return address instanceof Inet6Address ? Optional.of(of(address)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
