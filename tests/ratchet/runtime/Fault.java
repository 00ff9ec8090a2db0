package ratchet.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import ratchet.model.ModelName;

/** What can become of FillNet's alias, each way in which it cannot be served. */
enum Fault {
  MISSING("there is no file") {
    @Override
    void inject(Path folder) throws IOException {
      Files.deleteIfExists(alias(folder));
    }
  },
  FOLDER("not a regular file") {
    @Override
    void inject(Path folder) throws IOException {
      Files.deleteIfExists(alias(folder));
      Files.createDirectory(alias(folder));
    }
  },
  EMPTY("is empty") {
    @Override
    byte[] content() {
      return new byte[0];
    }
  },
  TRUNCATED("is not valid JSON") {
    @Override
    byte[] content() {
      byte[] whole = TestModels.good(ModelName.FILLNET, 9);
      return Arrays.copyOf(whole, whole.length / 2);
    }
  },
  NOT_JSON("is not valid JSON") {
    @Override
    byte[] content() {
      return utf8("<html>502 Bad Gateway</html>");
    }
  },
  NOT_UTF8("is not UTF-8") {
    @Override
    byte[] content() {
      return new byte[] {'{', '"', (byte) 0xC3, '"', '}'};
    }
  },
  DUPLICATE_KEY("Duplicate field") {
    @Override
    byte[] content() {
      return edited("\"version\" : 2", "\"version\" : 2, \"version\" : 2");
    }
  },
  WRONG_VERSION("version") {
    @Override
    byte[] content() {
      return edited("\"version\" : 2", "\"version\" : 3");
    }
  },
  WRONG_LENGTH("wSlip") {
    @Override
    byte[] content() {
      return edited("\"wSlip\" : [", "\"wSlip\" : [ 1.0,");
    }
  },
  NOT_A_NUMBER("is not valid JSON") {
    @Override
    byte[] content() {
      return edited("\"wFill\" : [", "\"wFill\" : [ NaN,");
    }
  },
  INFINITE("wFill[0]: is not a finite number") {
    @Override
    byte[] content() {
      return utf8(good().replaceFirst("\"wFill\" : \\[ [^,]+,", "\"wFill\" : [ 1e999,"));
    }
  },
  ANOTHER_MODEL("alpha model, not a fillnet model") {
    @Override
    byte[] content() {
      return TestModels.good(ModelName.ALPHA, 9);
    }
  },
  OTHER_FEATURES("features") {
    @Override
    byte[] content() {
      return edited("\"sDepth\"", "\"sWidth\"");
    }
  },
  GOLDEN_SCORE("golden_scores[0]") {
    @Override
    byte[] content() {
      return utf8(
          good().replaceFirst("\"golden_scores\" : \\[ [^,]+,", "\"golden_scores\" : [ 0.987,"));
    }
  },
  STATUS_NO_DATA("status: is 'no_data'") {
    @Override
    byte[] content() {
      return edited("\"status\" : \"ok\"", "\"status\" : \"no_data\"");
    }
  },
  STATUS_INSUFFICIENT("status: is 'insufficient_samples'") {
    @Override
    byte[] content() {
      return edited("\"status\" : \"ok\"", "\"status\" : \"insufficient_samples\"");
    }
  },
  STATUS_UNKNOWN("status: is 'splendid'") {
    @Override
    byte[] content() {
      return edited("\"status\" : \"ok\"", "\"status\" : \"splendid\"");
    }
  },
  CREATED_MISSING("created: is missing") {
    @Override
    byte[] content() {
      return utf8(good().replaceFirst("\"created\" : \"[^\"]+\",", ""));
    }
  },
  CREATED_GARBAGE("created: is not an ISO-8601") {
    @Override
    byte[] content() {
      return utf8(good().replaceFirst("\"created\" : \"[^\"]+\"", "\"created\" : \"yesterday\""));
    }
  },
  CREATED_IN_FUTURE("created: lies in the future") {
    @Override
    byte[] content() {
      return TestModels.bytes(
          ModelName.FILLNET, TestModels.CREATED.plus(Duration.ofDays(400)), "ok", 9);
    }
  };

  private final String reason;

  Fault(String reason) {
    this.reason = reason;
  }

  /** Words that the reason holds. */
  String reason() {
    return reason;
  }

  byte[] content() {
    throw new IllegalStateException(this + " is no content");
  }

  void inject(Path folder) throws IOException {
    TestRuntime.putAlias(folder, ModelName.FILLNET, content());
  }

  /** Replaces what the fault left by a good file. */
  static void recover(Path folder, byte[] good) throws IOException {
    if (Files.isDirectory(alias(folder))) {
      Files.delete(alias(folder));
    }
    TestRuntime.putAlias(folder, ModelName.FILLNET, good);
  }

  private static Path alias(Path folder) {
    return folder.resolve(ModelName.FILLNET.aliasFile());
  }

  private static String good() {
    return new String(TestModels.good(ModelName.FILLNET, 9), StandardCharsets.UTF_8);
  }

  private static byte[] edited(String from, String to) {
    if (!good().contains(from)) {
      throw new IllegalStateException("the file does not hold " + from);
    }
    return utf8(good().replace(from, to));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
