package ratchet.spark;

import java.io.Serializable;

/** What an executor computes from the rows of one file. It is sent there, so it holds values. */
interface FilePass<T> extends Serializable {
  T over(FileRows rows);
}
