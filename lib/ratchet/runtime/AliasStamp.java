package ratchet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Size, modification time and inode of a file. When two stamps differ, the contents may differ.
 *
 * @param size bytes; -1 when the file does not exist or its attributes cannot be read
 * @param fileKey the inode, which changes when another file is renamed over this one; "" when the
 *     size is -1
 */
record AliasStamp(long size, FileTime modified, String fileKey) {
  static final AliasStamp NONE = new AliasStamp(-1, FileTime.fromMillis(0), "");

  static AliasStamp of(Path alias) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(alias, BasicFileAttributes.class);
      return new AliasStamp(
          attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      // missing or unreadable: the reload that follows reports which
      return NONE;
    }
  }
}
