package ratchet.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import ratchet.features.Inputs;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.runtime.http.HttpFailure;

/**
 * Reads the contexts of a score request: an object of numbers, or an array of such objects. Names
 * are those that the services use or those of the features. {@code {"ctx": {…}}}, as the services
 * log a context, is read as the context inside.
 *
 * <p>A boolean counts as 0 or 1, and null as missing. A context is refused when it holds none of
 * the model's names, or when an input is missing that the services require for a prediction. Fields
 * that the model does not read, such as {@code route} or {@code mint}, may have any value. No JSON
 * tree is built.
 */
final class ContextReader {
  /** Limit per request, because a longer batch would occupy a worker for too long. */
  static final int MAX_CONTEXTS = 4096;

  /** Reads one value inside a document, so tokens may follow the value. */
  private static final ObjectReader VALUE_READER =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String LOGGED = "ctx";
  private static final int SHOWN_CHARACTERS = 40;

  private final JsonParser parser;
  private final InputNames names;
  private final ContextInputs inputs;

  /** Number of names in the current context ({@code seen}), and of those that the model reads. */
  private int seen;

  private int known;

  private ContextReader(JsonParser parser, InputNames names) {
    this.parser = parser;
    this.names = names;
    this.inputs = new ContextInputs(names);
  }

  /**
   * @param names the names that the model reads
   * @param each receives every context in order; its argument is valid only during the call
   * @return whether the body was an array
   * @throws HttpFailure 400 with the problem, 413 for more than {@value #MAX_CONTEXTS} contexts
   */
  static boolean read(byte[] body, InputNames names, Consumer<Inputs> each) {
    try (JsonParser parser = Json.parser(body)) {
      return new ContextReader(parser, names).document(each);
    } catch (MalformedJsonException e) {
      throw malformed(e);
    } catch (JsonProcessingException e) {
      throw malformed(Json.malformed(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private static HttpFailure malformed(MalformedJsonException failure) {
    return HttpFailure.badRequest("the body " + failure.getMessage());
  }

  private boolean document(Consumer<Inputs> each) throws IOException {
    boolean isArray = parser.nextToken() == JsonToken.START_ARRAY;
    if (isArray) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i == MAX_CONTEXTS) {
          throw HttpFailure.tooLarge(
              "the body holds more than " + MAX_CONTEXTS + " contexts, and no more are taken");
        }
        context(i);
        each.accept(inputs);
      }
    } else {
      context(-1);
      each.accept(inputs);
    }
    if (parser.nextToken() != null) {
      throw HttpFailure.badRequest("the body is not valid JSON: more follows its first value");
    }
    return isArray;
  }

  /**
   * @param index of the context in the array; negative when there is no array
   */
  private void context(int index) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw HttpFailure.badRequest(
          (index < 0 ? "the body" : "[" + index + "]")
              + " is not a context: a JSON object such as {\"lpSol\": 32, \"slippageBps\": 120}");
    }
    clear();
    HttpFailure failure = null;
    boolean logged = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals(LOGGED)) {
        // fields beside "ctx" are ignored, valid or not
        clear();
        logged = true;
        failure = logged(index);
      } else if (logged || !reads(name)) {
        parser.skipChildren();
      } else {
        HttpFailure problem = value(index, false, name);
        failure = failure == null ? problem : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    checkNames(index, logged);
  }

  private void clear() {
    inputs.clear();
    seen = 0;
    known = 0;
  }

  private boolean reads(String name) {
    boolean reads = inputs.reads(name);
    seen++;
    known += reads ? 1 : 0;
    return reads;
  }

  /** Refuses a context without any name of this model: it would be scored as an empty context. */
  private void checkNames(int index, boolean inLogged) {
    if (seen > 0 && known == 0) {
      String where =
          (index < 0 ? "the context" : "[" + index + "]") + (inLogged ? "." + LOGGED : "");
      throw HttpFailure.badRequest(
          where
              + " holds no name that this model reads; it reads "
              + String.join(", ", new TreeSet<>(names.places().keySet())));
    }
    Optional<String> missing = names.missing(inputs);
    if (missing.isPresent()) {
      throw HttpFailure.badRequest(
          path(index, inLogged, missing.get()) + " is missing: there is no score without it");
    }
  }

  /** The first problem of the context inside "ctx"; null when there is none. */
  private HttpFailure logged(int index) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return HttpFailure.badRequest(path(index, false, LOGGED) + " is not a JSON object");
    }
    HttpFailure failure = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (reads(name)) {
        HttpFailure problem = value(index, true, name);
        failure = failure == null ? problem : failure;
      } else {
        parser.skipChildren();
      }
    }
    return failure;
  }

  /** Stores the value. Returns its problem, or null when there is none. */
  private HttpFailure value(int index, boolean inLogged, String name) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      double number = parser.getDoubleValue();
      if (!Double.isFinite(number)) {
        return wrong(index, inLogged, name, "is not a finite number", parser.getText());
      }
      inputs.put(name, number);
      return null;
    }
    if (token.isBoolean()) {
      inputs.put(name, token == JsonToken.VALUE_TRUE ? 1 : 0);
      return null;
    }
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    String shown = VALUE_READER.readTree(parser).toString();
    return wrong(index, inLogged, name, "is not a number", shown);
  }

  private static HttpFailure wrong(
      int index, boolean inLogged, String name, String problem, String value) {
    String shown =
        value.length() > SHOWN_CHARACTERS ? value.substring(0, SHOWN_CHARACTERS) + "…" : value;
    return HttpFailure.badRequest(path(index, inLogged, name) + " " + problem + " (" + shown + ")");
  }

  /** The position of a value, e.g. {@code [3].ctx.lpSol}. */
  private static String path(int index, boolean inLogged, String name) {
    return (index < 0 ? "" : "[" + index + "].") + (inLogged ? LOGGED + "." : "") + name;
  }
}
