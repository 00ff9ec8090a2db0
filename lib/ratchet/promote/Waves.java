package ratchet.promote;

import java.util.List;

/** Skeleton: how a fleet is reloaded; {@code 1,25%,100%}. */
public record Waves(List<String> steps) {
  public static Waves parse(String text) {
    return new Waves(List.of(text.split(",")));
  }

  public static Waves canaryThenRest() {
    return parse("1,100%");
  }
}
