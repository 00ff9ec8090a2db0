package ratchet.data.sqlite;

import java.nio.file.Path;
import ratchet.model.InputException;

/** Tries twice to open a database, and says what came of it. */
final class OpenTwiceMain {
  private OpenTwiceMain() {}

  public static void main(String[] args) {
    for (int time = 0; time < 2; time++) {
      try (Database opened = Database.openReadOnly(Path.of(args[0]))) {
        System.out.println("opened " + opened.file());
      } catch (InputException e) {
        System.out.println(e.getMessage() + " | " + e.remedy());
      }
    }
  }
}
