package ratchet.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads files that are stored beside a class on the class path, such as {@code gates.json}. */
public final class Resource {
  private Resource() {}

  /**
   * The content of a resource.
   *
   * @param beside a class in the package of the resource
   * @param name relative to that package, e.g. {@code gates.json}
   * @throws IllegalStateException when it is not on the class path: the build is incomplete
   */
  public static byte[] bytes(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }

  /** As {@link #bytes}, decoded as UTF-8. */
  public static String text(Class<?> beside, String name) {
    return new String(bytes(beside, name), StandardCharsets.UTF_8);
  }
}
