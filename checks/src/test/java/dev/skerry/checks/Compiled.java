package dev.skerry.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A class file, read by the JDK's own class-file API.
///
/// @param uses names of classes it mentions, dotted
/// @param calls `class.method` it calls, and fields it reads the same way
record Compiled(ClassModel model, String name, TreeSet<String> uses, TreeSet<String> calls) {
  private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

  static Compiled read(Path file) {
    try {
      ClassModel model = ClassFile.of().parse(Files.readAllBytes(file));
      var uses = new TreeSet<String>();
      var calls = new TreeSet<String>();
      for (PoolEntry entry : model.constantPool()) {
        switch (entry) {
          case ClassEntry type -> mention(uses, type.asInternalName());
          case NameAndTypeEntry member -> mentioned(uses, member.type().stringValue());
          case Utf8Entry text when text.stringValue().startsWith("(") ->
              mentioned(uses, text.stringValue());
          case MemberRefEntry member ->
              calls.add(
                  dotted(member.owner().asInternalName()) + "." + member.name().stringValue());
          default -> {}
        }
      }
      model.fields().forEach(field -> mentioned(uses, field.fieldType().stringValue()));
      return new Compiled(model, dotted(model.thisClass().asInternalName()), uses, calls);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void mention(TreeSet<String> uses, String internal) {
    if (internal.startsWith("[")) {
      mentioned(uses, internal);
    } else {
      uses.add(dotted(internal));
    }
  }

  private static void mentioned(TreeSet<String> uses, String descriptor) {
    Matcher types = TYPE.matcher(descriptor);
    while (types.find()) {
      uses.add(dotted(types.group(1)));
    }
  }

  private static String dotted(String internal) {
    return internal.replace('/', '.');
  }

  String packageName() {
    return packageOf(name);
  }

  static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? "" : type.substring(0, dot);
  }

  /// `model` of `dev.skerry.model.json.Obj`; empty for what is not ours.
  static String moduleOf(String type) {
    String prefix = "dev.skerry.";
    if (!type.startsWith(prefix)) {
      return "";
    }
    String rest = type.substring(prefix.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? "" : rest.substring(0, dot);
  }
}
