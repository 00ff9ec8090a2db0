package ratchet.watch;

/**
 * Assigns numbers from 0 to units, where a unit is a mint within a block of time and counts as one
 * outcome. Units are identified by a hash of 64 bits: among a million the chance of a collision is
 * 3 in 100 million. 12 to 24 bytes per unit.
 */
final class UnitNumbers {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int LEAST_SLOTS = 1024;

  private long[] hashes = new long[LEAST_SLOTS];

  /** By slot, the number plus one; 0 where the slot is free. */
  private int[] numbers = new int[LEAST_SLOTS];

  private int size;

  /**
   * The number of a unit; a new unit gets the next number.
   *
   * @param mint in UTF-8
   */
  int of(byte[] mint, long block) {
    long hash = FNV_OFFSET;
    for (byte letter : mint) {
      hash = (hash ^ (letter & 0xff)) * FNV_PRIME;
    }
    return number(mixed(mixed(hash) + block));
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private int number(long hash) {
    int slot = slot(hash);
    if (numbers[slot] != 0) {
      return numbers[slot] - 1;
    }
    hashes[slot] = hash;
    numbers[slot] = ++size;
    int number = size - 1;
    if (2 * size > numbers.length) {
      grow();
    }
    return number;
  }

  private int slot(long hash) {
    int mask = numbers.length - 1;
    int slot = (int) hash & mask;
    while (numbers[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] formerHashes = hashes;
    int[] formerNumbers = numbers;
    hashes = new long[2 * formerHashes.length];
    numbers = new int[hashes.length];
    for (int i = 0; i < formerNumbers.length; i++) {
      if (formerNumbers[i] != 0) {
        int slot = slot(formerHashes[i]);
        hashes[slot] = formerHashes[i];
        numbers[slot] = formerNumbers[i];
      }
    }
  }
}
