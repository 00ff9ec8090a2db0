package ratchet.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.IntConsumer;

/** Reads a file and tells how many bytes each read returned. */
record CountingChannel(SeekableByteChannel file, IntConsumer read) implements SeekableByteChannel {
  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int bytes = file.read(buffer);
    read.accept(Math.max(0, bytes));
    return bytes;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return file.write(buffer);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    file.truncate(size);
    return this;
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
