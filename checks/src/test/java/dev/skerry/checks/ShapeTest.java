package dev.skerry.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// STYLE 9, 10 and 27: sizes, names of packages, closed types.
final class ShapeTest {
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final int FILE = 400;
  private static final int METHOD = 60;
  private static final int PARAMETERS = 5;
  private static final int TYPES = 25;
  private static final List<String> BANNED_NAMES =
      List.of("impl", "util", "utils", "common", "helper", "helpers", "manager", "service", "dto");

  @Test
  void noFileIsTooLongToRead() {
    var wrong = new TreeSet<String>();
    for (Module module : Module.all()) {
      module.sources().forEach(file -> measure(file, wrong));
      module.testSources().forEach(file -> measure(file, wrong));
    }
    assertThat(wrong).isEmpty();
  }

  private static void measure(Path file, Set<String> wrong) {
    try {
      int lines = Files.readAllLines(file).size();
      if (lines > FILE) {
        wrong.add(file.getFileName() + " has " + lines + " lines, the limit is " + FILE);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void noMethodIsTooLongOrTakesTooMuch() {
    var wrong = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      for (Compiled type : module.classes()) {
        boolean record = type.model().findAttribute(Attributes.record()).isPresent();
        for (MethodModel method : type.model().methods()) {
          check(type, method, record, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void check(Compiled type, MethodModel method, boolean record, Set<String> wrong) {
    String name = type.name() + "." + method.methodName().stringValue();
    boolean made = method.flags().has(AccessFlag.SYNTHETIC) || name.contains("lambda$");
    if (lines(method) > METHOD) {
      wrong.add(name + " spans " + lines(method) + " lines, the limit is " + METHOD);
    }
    boolean constructor = method.methodName().equalsString("<init>");
    int parameters = method.methodTypeSymbol().parameterCount();
    if (!made && !constructor && !record && parameters > PARAMETERS) {
      wrong.add(name + " takes " + parameters + " parameters, the limit is " + PARAMETERS);
    }
  }

  private static int lines(MethodModel method) {
    var numbers =
        method
            .code()
            .flatMap(code -> code.findAttribute(Attributes.lineNumberTable()))
            .map(table -> table.lineNumbers().stream().map(LineNumberInfo::lineNumber).toList())
            .orElse(List.of());
    if (numbers.isEmpty()
        || method.methodName().equalsString("<init>")
        || method.methodName().equalsString("<clinit>")) {
      return 0;
    }
    int first = numbers.stream().min(Integer::compare).orElseThrow();
    int last = numbers.stream().max(Integer::compare).orElseThrow();
    return last - first + 1;
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
    var wrong = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      for (Path source : module.sources()) {
        Path info = source.resolveSibling("package-info.java");
        if (!Files.exists(info)) {
          wrong.add(source.getParent() + " has no package-info.java");
          continue;
        }
        String text = Files.readString(info);
        if (!text.startsWith("///") || !text.contains("@NullMarked")) {
          wrong.add(info + " lacks its paragraph or @NullMarked");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void packagesAreNamedByWhatTheyAreFor() {
    var wrong = new TreeSet<String>();
    var sizes = new TreeMap<String, Integer>();
    for (Module module : Module.shipped()) {
      for (Compiled type : module.classes()) {
        for (String word : DOT.split(type.packageName(), -1)) {
          if (BANNED_NAMES.contains(word)) {
            wrong.add(type.packageName());
          }
        }
        if (!type.name().contains("$") && !type.name().endsWith("package-info")) {
          sizes.merge(type.packageName(), 1, Integer::sum);
        }
      }
    }
    sizes.forEach((name, count) -> {
      if (count > TYPES) {
        wrong.add(name + " has " + count + " types, the limit is " + TYPES);
      }
    });
    assertThat(wrong).isEmpty();
  }

  @Test
  void classesAreFinalOrSealed() {
    var wrong = new TreeSet<String>();
    for (Module module : Module.shipped()) {
      for (Compiled type : module.classes()) {
        var flags = type.model().flags();
        boolean open =
            !flags.has(AccessFlag.FINAL)
                && !flags.has(AccessFlag.INTERFACE)
                && !flags.has(AccessFlag.SYNTHETIC)
                && !flags.has(AccessFlag.ENUM)
                && type.model().findAttribute(Attributes.permittedSubclasses()).isEmpty();
        boolean anonymous = ANONYMOUS.matcher(type.name()).find();
        if (open && !anonymous && !isEnumBase(type)) {
          wrong.add(type.name());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static final Pattern ANONYMOUS = Pattern.compile("\\$\\d+$");

  private static boolean isEnumBase(Compiled type) {
    return (type.model().flags().flagsMask() & ClassFile.ACC_ENUM) != 0;
  }
}
