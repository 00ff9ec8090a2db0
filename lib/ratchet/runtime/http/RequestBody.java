package ratchet.runtime.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Map;

/** Collects a request's body while it arrives, up to the allowed size. Not thread-safe. */
final class RequestBody {
  /**
   * Up to this many bytes of a refused body are read and discarded, so that the sender can read the
   * answer.
   */
  static final long MAX_DISCARDED_BYTES = 16L * 1024 * 1024;

  /** Bodies up to this length are not counted as held: the limit of connections bounds them. */
  private static final int UNCOUNTED_BYTES = 4096;

  private static final byte[] NONE = {};

  private final int maxBytes;
  private final HeldBytes held;
  private byte[] bytes = NONE;
  private int length;
  private long counted;
  private int declared;
  private long discarded;

  RequestBody(int maxBytes, HeldBytes held) {
    this.maxBytes = maxBytes;
    this.held = held;
  }

  /**
   * Called before the first byte of a body.
   *
   * @param length the declared length; 0 when the request declares none
   */
  void expect(long length) {
    declared = (int) Math.min(maxBytes, length);
  }

  /**
   * @throws HttpFailure 413 when this body is too long, 503 when all bodies together are
   */
  void add(ByteBuf content) {
    int more = content.readableBytes();
    if (more == 0) {
      return;
    }
    if (more > maxBytes - length) {
      throw HttpFailure.tooLarge(
          maxBytes == HttpSettings.MAX_BODY_BYTES
              ? "the body is larger than 1 MiB"
              : "the body is larger than " + maxBytes + " bytes");
    }
    makeRoom(length + more);
    content.readBytes(bytes, length, more);
    length += more;
  }

  /**
   * Counts discarded bytes; false when there are too many, so that the connection should be closed.
   */
  boolean discard(ByteBuf content) {
    discarded += content.readableBytes();
    return discarded <= MAX_DISCARDED_BYTES;
  }

  /** The bytes that have arrived. */
  byte[] toArray() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Drops the content and releases its held bytes. */
  void release() {
    bytes = NONE;
    length = 0;
    discarded = 0;
    if (counted > 0) {
      held.giveBack(counted);
      counted = 0;
    }
  }

  private void makeRoom(int needed) {
    if (needed <= bytes.length) {
      return;
    }
    int most = Math.max(needed, declared > 0 ? declared : maxBytes);
    int size = length == 0 ? needed : Math.min(most, Math.max(needed, 2 * bytes.length));
    if (size > UNCOUNTED_BYTES) {
      if (!held.tryTake(size - counted)) {
        throw new HttpFailure(
            503, "too many requests are under way; try again", Map.of("Retry-After", "1"));
      }
      counted = size;
    }
    bytes = Arrays.copyOf(bytes, size);
  }
}
