package ratchet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Size, time and inode of an alias: if they differ, its content may differ.
 *
 * @param size bytes; -1 where there is no file, or none that can be looked at
 * @param fileKey the inode, which changes with a rename over the alias
 */
record AliasStamp(long size, FileTime modified, String fileKey) {
  static final AliasStamp NONE = new AliasStamp(-1, FileTime.fromMillis(0), "");

  static AliasStamp of(Path alias) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(alias, BasicFileAttributes.class);
      return new AliasStamp(
          attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      // gone or unreadable: the reload that follows says which
      return NONE;
    }
  }
}
