package dev.skerry.simulation.mutant;

import dev.skerry.simulation.life.Life;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Defines the module of a mutant and those above it once more, with the bug in them. What is below
/// stays as it is and is shared, because lower floors know nothing of higher ones.
public final class MutantLoader extends ClassLoader {
  private static final String OURS = "dev.skerry.";

  /// What both worlds know.
  private static final String SHARED = Life.class.getPackageName() + ".";

  /// What is above a module, and takes part in a simulation.
  private enum Floor {
    MODEL("store", "sync", "control", "node"),
    STORE("control", "node"),
    SYNC("control", "node"),
    CONTROL,
    NODE;

    private final String above;

    Floor(String... above) {
      this.above = String.join(" ", above);
    }

    boolean moves(String module) {
      return module.equals("simulation")
          || module.equals(name().toLowerCase(java.util.Locale.ROOT))
          || List.of(above.split(" ")).contains(module);
    }
  }

  private final Mutant mutant;
  private final Floor floor;
  private final ClassLoader original;

  private MutantLoader(Mutant mutant, ClassLoader original) {
    super(original);
    this.original = original;
    this.mutant = mutant;
    this.floor = Floor.valueOf(moduleOf(mutant.place().type()).toUpperCase(java.util.Locale.ROOT));
  }

  /// A world with this bug in it.
  ///
  /// @param type a [Life] with a constructor without parameters
  public static Life plant(Mutant mutant, Class<? extends Life> type) {
    var loader = new MutantLoader(mutant, MutantLoader.class.getClassLoader());
    try {
      Class.forName(mutant.place().type(), false, loader);
      return Class.forName(type.getName(), true, loader)
          .asSubclass(Life.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException absent) {
      throw new IllegalStateException("mutant " + mutant.name() + " cannot be planted", absent);
    }
  }

  private static String moduleOf(String type) {
    int start = OURS.length();
    return type.substring(start, type.indexOf('.', start));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean own = name.startsWith(OURS) && !name.startsWith(SHARED) && floor.moves(moduleOf(name));
    if (!own) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? findClass(name) : known;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = read(name);
    byte[] lived = name.equals(mutant.place().type()) ? changed(bytes) : bytes;
    return defineClass(name, lived, 0, lived.length);
  }

  private byte[] read(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = original.getResourceAsStream(path)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
  }

  private byte[] changed(byte[] original) {
    var resolver = ClassHierarchyResolver.ofResourceParsing(this.original);
    ClassFile file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver));
    ClassModel model = file.parse(original);
    int found = 0;
    Optional<ClassTransform> change = Optional.empty();
    for (MethodModel method : model.methods()) {
      int here = isWithin(method) ? method.code().map(this::count).orElse(0) : 0;
      int wanted = mutant.edit().nth() - found;
      if (wanted >= 1 && wanted <= here) {
        String name = method.methodName().stringValue() + method.methodType().stringValue();
        change =
            Optional.of(
                ClassTransform.transformingMethodBodies(
                    m -> name.equals(m.methodName().stringValue() + m.methodType().stringValue()),
                    CodeTransform.ofStateful(nth(wanted))));
      }
      found += here;
    }
    if (found != mutant.edit().of() || change.isEmpty()) {
      throw new IllegalStateException(
          "mutant "
              + mutant.name()
              + ": "
              + mutant.place().type()
              + "."
              + mutant.place().method()
              + " has "
              + found
              + " of "
              + mutant.edit().what()
              + ", the list says "
              + mutant.edit().of()
              + "; look at the line again and mend mutants.list");
    }
    return file.transformClass(model, change.get());
  }

  private boolean isWithin(MethodModel method) {
    String name = method.methodName().stringValue();
    return name.equals(mutant.place().method())
        || name.startsWith("lambda$" + mutant.place().method() + "$");
  }

  private int count(CodeModel code) {
    return (int) code.elementStream().filter(mutant.edit()::matches).count();
  }

  private Supplier<CodeTransform> nth(int wanted) {
    return () -> {
      var seen = new AtomicInteger();
      return (code, element) -> {
        if (mutant.edit().matches(element) && seen.incrementAndGet() == wanted) {
          mutant.edit().change(code, element);
        } else {
          code.with(element);
        }
      };
    };
  }
}
