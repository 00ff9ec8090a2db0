package ratchet.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ratchet.layout.Sources;

/** The tables of docs/metrics.md, and the same of a text in the format of Prometheus. */
public final class MetricsReference {
  private static final Pattern ROW =
      Pattern.compile(
          "\\| `([a-z_]+)(?:\\{([a-z0-9_,]+)})?` \\| (gauge|counter|histogram|summary) \\| .+ \\|");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z0-9_]+)=\"[^\"]*\"");

  private MetricsReference() {}

  /** What is documented below a heading that contains the words: {@code name{labels} type}. */
  public static TreeSet<String> documented(String heading) {
    boolean inside = false;
    TreeSet<String> found = new TreeSet<>();
    for (String line : lines()) {
      if (line.startsWith("## ")) {
        inside = line.contains(heading);
      }
      Matcher row = ROW.matcher(line);
      if (inside && row.matches()) {
        found.add(entry(row.group(1), row.group(2) == null ? "" : row.group(2), row.group(3)));
      }
    }
    return found;
  }

  /** The same of a text that was written. */
  public static TreeSet<String> written(String exposition) {
    Map<String, String> types = new TreeMap<>();
    Map<String, TreeSet<String>> labels = new TreeMap<>();
    for (String line : exposition.split("\n")) {
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        types.put(type.group(1), type.group(2));
        labels.put(type.group(1), new TreeSet<>());
      } else if (sample.matches()) {
        String family = family(sample.group(1), types);
        if (sample.group(2) != null) {
          Matcher label = LABEL.matcher(sample.group(2));
          while (label.find()) {
            labels.get(family).add(label.group(1));
          }
        }
      } else if (!line.startsWith("# HELP ")) {
        throw new AssertionError("not in the format of Prometheus: " + line);
      }
    }
    TreeSet<String> found = new TreeSet<>();
    types.forEach((name, type) -> found.add(entry(name, String.join(",", labels.get(name)), type)));
    return found;
  }

  private static String family(String sample, Map<String, String> types) {
    String family =
        types.containsKey(sample) ? sample : sample.replaceFirst("_(bucket|sum|count|max)$", "");
    if (!types.containsKey(family)) {
      throw new AssertionError("a sample without # TYPE: " + sample);
    }
    return family;
  }

  private static String entry(String name, String labels, String type) {
    return Arrays.stream(labels.split(","))
            .filter(label -> !label.isEmpty())
            .sorted()
            .collect(Collectors.joining(",", name + "{", "} "))
        + type;
  }

  private static Iterable<String> lines() {
    try {
      return Files.readAllLines(Sources.root().resolve("docs/metrics.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
