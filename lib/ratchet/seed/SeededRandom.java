package ratchet.seed;

/**
 * The only source of randomness: a SplitMix64 generator, the same on every platform and Java
 * version. Not thread-safe.
 */
final class SeededRandom {
  private static final long INCREMENT = 0x9E3779B97F4A7C15L;

  private long state;

  SeededRandom(long seed) {
    state = seed;
  }

  /** 64 bits. */
  long bits() {
    state += INCREMENT;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  double uniform(double lowest, double below) {
    return lowest + (below - lowest) * unit();
  }

  /** Uniform from the first to the last, both included. */
  long whole(long first, long last) {
    return first + (long) Math.floor(unit() * (last - first + 1));
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Standard normal, by Box and Muller, in strict arithmetic. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * Math.PI * unit());
  }

  /** An index drawn with the given probabilities, which sum to 1. */
  int index(double[] probabilities) {
    double left = unit();
    for (int i = 0; i < probabilities.length - 1; i++) {
      left -= probabilities[i];
      if (left < 0) {
        return i;
      }
    }
    return probabilities.length - 1;
  }

  /** Characters of the base58 alphabet, as addresses and signatures have. */
  String base58(int length) {
    String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt((int) whole(0, alphabet.length() - 1)));
    }
    return text.toString();
  }

  /** A value rounded to so many decimals, as services log it. */
  static double rounded(double value, int decimals) {
    double scale = StrictMath.pow(10, decimals);
    return Math.rint(value * scale) / scale;
  }
}
