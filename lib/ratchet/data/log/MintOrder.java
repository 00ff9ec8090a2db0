package ratchet.data.log;

/** The order in which SQLite sorts texts: by code point, where {@code String} goes by UTF-16. */
public final class MintOrder {
  private MintOrder() {}

  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // a surrogate stands for a code point above every other unit
        boolean bothOrNeither = Character.isSurrogate(x) == Character.isSurrogate(y);
        return bothOrNeither ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
