package ratchet.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON as every file and reply of the toolkit is read and written: strict when reading (UTF-8, no
 * duplicate keys, no NaN, nothing after the document), stable when writing. Thread-safe.
 */
public final class Json {
  /** Reads strictly; writes compactly. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // the shortest digits that read back, whatever the JDK: before 19 its own were not always
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final char REPLACEMENT = '\uFFFD';

  private static final ObjectWriter PRETTY =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /**
   * @throws MalformedJsonException for anything that is not one strict JSON document in UTF-8
   */
  public static JsonNode read(byte[] content) {
    return read(utf8(content));
  }

  /**
   * @throws MalformedJsonException for anything that is not one strict JSON document
   */
  public static JsonNode read(String content) {
    if (content.isBlank()) {
      throw new MalformedJsonException("is empty");
    }
    try {
      return MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  /**
   * For a document that is read piece by piece; the caller checks that nothing follows it.
   *
   * @throws MalformedJsonException when it is empty or not UTF-8
   */
  public static JsonParser parser(byte[] content) {
    String text = utf8(content);
    if (text.isBlank()) {
      throw new MalformedJsonException("is empty");
    }
    try {
      return MAPPER.createParser(text);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  /** The exception for a parser's failure. */
  public static MalformedJsonException malformed(JsonProcessingException failure) {
    return new MalformedJsonException("is not valid JSON: " + problem(failure));
  }

  /**
   * The parser's message without remarks about the parser, and the position in the document. A word
   * that it found is left out: a file that is not JSON at all may be a secret.
   */
  private static String problem(JsonProcessingException failure) {
    String words =
        failure
            .getOriginalMessage()
            .replaceAll(" ?\\(start marker at \\[[^\\]]*\\]\\)", "")
            .replaceAll(
                "(?s)^Unrecognized token '.*': was expecting", "Unrecognized token: expected");
    JsonLocation at = failure.getLocation();
    return at == null
        ? words
        : words + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  /** One line, no spaces. */
  public static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Indented, ending in a newline, the same bytes on every platform. */
  public static String pretty(JsonNode node) {
    try {
      return PRETTY.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String utf8(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    // either that character was sent, or it stands for what is not UTF-8
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException("is not UTF-8");
    }
  }
}
