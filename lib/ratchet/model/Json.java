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
 * Reads and writes all JSON of the toolkit. Reading is strict: UTF-8, no duplicate keys, no NaN,
 * nothing after the document. Writing gives the same bytes on every platform. Thread-safe.
 */
public final class Json {
  /** Reads strictly; writes compactly. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // the shortest digits that read back to the same number; those of JDKs before 19 are not
          // always
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
   * Reads a whole document.
   *
   * @throws MalformedJsonException for anything that is not one strict JSON document in UTF-8
   */
  public static JsonNode read(byte[] content) {
    return read(utf8(content));
  }

  /**
   * Reads a whole document.
   *
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
   * A parser for reading a document piece by piece; the caller must check that nothing follows it.
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

  /** Converts a failure of the parser. */
  public static MalformedJsonException malformed(JsonProcessingException failure) {
    return new MalformedJsonException("is not valid JSON: " + problem(failure));
  }

  /**
   * The parser's message without remarks about the parser, and with the position in the document.
   * It does not quote the token that was found, because a file that is not JSON may hold a secret.
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

  /** The JSON on one line, without spaces and without a newline at the end. */
  public static String line(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON indented by two spaces, with a newline at the end. */
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
    // the replacement character is either part of the content or stands for bytes that are not
    // UTF-8
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException("is not UTF-8");
    }
  }
}
