package launcher;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part of a class file that other classes can see: everything except code and private members.
 * While its digest stays the same, no class that uses this one needs to be compiled again. Format:
 * The Java Virtual Machine Specification, chapter 4.
 */
final class ClassSurface {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int PRIVATE = 0x0002;

  /** Attributes that other classes do not depend on. */
  private static final Set<String> INSIDE =
      Set.of(
          "Code",
          "SourceFile",
          "SourceDebugExtension",
          "BootstrapMethods",
          "NestMembers",
          "NestHost",
          "EnclosingMethod",
          "MethodParameters");

  private final DataInputStream in;
  private final Object[] constants;
  private final Set<String> supertypes = new TreeSet<>();
  private final String digest;

  private ClassSurface(byte[] classFile) throws IOException {
    in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.readInt(); // version
    constants = constants();
    digest = Digests.of(describe());
  }

  static ClassSurface of(byte[] classFile) throws IOException {
    return new ClassSurface(classFile);
  }

  String digest() {
    return digest;
  }

  /** Its direct superclass and interfaces, as {@code java/util/List}. */
  Set<String> supertypes() {
    return supertypes;
  }

  private Object[] constants() throws IOException {
    Object[] pool = new Object[in.readUnsignedShort()];
    for (int i = 1; i < pool.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> pool[i] = in.readUTF();
        case 3, 4 -> pool[i] = "int " + in.readInt();
        case 5, 6 -> pool[i++] = "long " + in.readLong();
        case 7, 8, 16, 19, 20 -> pool[i] = in.readUnsignedShort();
        case 15 -> in.skipBytes(3);
        case 9, 10, 11, 12, 17, 18 -> in.readInt();
        default -> throw new IOException("constant of kind " + tag);
      }
    }
    return pool;
  }

  /** A constant as text; a class or a string as the text it refers to. */
  private String text(int index) {
    Object constant = constants[index];
    return constant instanceof Integer reference ? text(reference) : String.valueOf(constant);
  }

  private String describe() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(in.readUnsignedShort()).append(' ').append(text(in.readUnsignedShort()));
    supertypes.add(text(in.readUnsignedShort()));
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      supertypes.add(text(in.readUnsignedShort()));
    }
    text.append(supertypes);
    members(text);
    members(text);
    return text.append(attributes()).toString();
  }

  private void members(StringBuilder text) throws IOException {
    List<String> members = new ArrayList<>();
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      int access = in.readUnsignedShort();
      String name = text(in.readUnsignedShort());
      String type = text(in.readUnsignedShort());
      String attributes = attributes();
      if ((access & PRIVATE) == 0) {
        members.add(access + " " + name + " " + type + attributes);
      }
    }
    Collections.sort(members);
    text.append('\n').append(String.join("\n", members));
  }

  /**
   * The attributes as text: constants by value, all others by their bytes, with indices into the
   * constant pool replaced by text where necessary.
   */
  private String attributes() throws IOException {
    List<String> attributes = new ArrayList<>();
    for (int i = in.readUnsignedShort(); i > 0; i--) {
      String name = text(in.readUnsignedShort());
      byte[] bytes = in.readNBytes(in.readInt());
      if (!INSIDE.contains(name)) {
        attributes.add(name + " " + references(name, bytes));
      }
    }
    Collections.sort(attributes);
    return attributes.isEmpty() ? "" : " " + attributes;
  }

  private String references(String name, byte[] bytes) throws IOException {
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes));
    StringBuilder text = new StringBuilder();
    switch (name) {
      case "ConstantValue", "Signature" -> text.append(text(data.readUnsignedShort()));
      case "Exceptions", "PermittedSubclasses" -> {
        for (int i = data.readUnsignedShort(); i > 0; i--) {
          text.append(text(data.readUnsignedShort())).append(' ');
        }
      }
      case "InnerClasses" -> {
        List<String> inner = new ArrayList<>();
        for (int i = data.readUnsignedShort(); i > 0; i--) {
          String type = text(data.readUnsignedShort());
          data.readInt();
          inner.add(type + " " + data.readUnsignedShort());
        }
        Collections.sort(inner);
        text.append(inner);
      }
      // Annotations and record components by their raw bytes. Their pool indices may change when
      // only code changes; this can cause an unnecessary compilation, but never a missing one.
      default -> text.append(Digests.of(bytes));
    }
    return text.toString();
  }
}
