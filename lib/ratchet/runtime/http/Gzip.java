package ratchet.runtime.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Decompresses request bodies and compresses replies. */
final class Gzip {
  /** A shorter reply is not compressed: that would cost more than it saves. */
  static final int WORTHWHILE_BYTES = 8 * 1024;

  private static final String GZIP = "gzip";

  private Gzip() {}

  /** Whether the request's body is compressed; 415 for an encoding other than gzip. */
  static boolean isApplied(RequestHead head) {
    String encoding = head.header("Content-Encoding").orElse("identity").strip();
    if (encoding.equalsIgnoreCase(GZIP)) {
      return true;
    }
    if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return false;
    }
    throw new HttpFailure(
        415,
        "the Content-Encoding is not known; send gzip or none",
        Map.of("Accept-Encoding", GZIP));
  }

  /**
   * @throws HttpFailure 400 when the body is not gzip, 413 when it is larger than {@code maxBytes}
   *     after decompression
   */
  static byte[] unpack(byte[] body, int maxBytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] unpacked = in.readNBytes(maxBytes + 1);
      if (unpacked.length > maxBytes) {
        throw HttpFailure.tooLarge("the body, unpacked, is larger than " + maxBytes + " bytes");
      }
      return unpacked;
    } catch (IOException e) {
      throw HttpFailure.badRequest("the body is not gzip, as its Content-Encoding says");
    }
  }

  /**
   * The compressed reply when it is long enough and the client accepts gzip; else the same reply.
   */
  static Reply pack(Reply reply, RequestHead head) {
    if (reply.body().length < WORTHWHILE_BYTES || !isAccepted(head)) {
      return reply;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream(reply.body().length / 4);
    try (GZIPOutputStream out = new FastGzip(packed)) {
      out.write(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    Map<String, String> headers = new LinkedHashMap<>(reply.headers());
    headers.put("Content-Encoding", GZIP);
    headers.put("Vary", "Accept-Encoding");
    return new Reply(reply.status(), reply.contentType(), packed.toByteArray(), headers);
  }

  private static boolean isAccepted(RequestHead head) {
    for (String value : head.headers("Accept-Encoding")) {
      for (String coding : value.toLowerCase(Locale.ROOT).split(",")) {
        String[] parts = coding.strip().split("\\s*;\\s*");
        if (parts[0].equals(GZIP)) {
          return parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
        }
      }
    }
    return false;
  }

  /** JSON of scores is repetitive: the fastest level compresses it nearly as well as the others. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream to) throws IOException {
      super(to, WORTHWHILE_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
