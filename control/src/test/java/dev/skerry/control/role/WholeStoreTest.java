package dev.skerry.control.role;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.state.View;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may walk through all that a store holds: the plane, once at its start, and the ends of its
/// links, when they compare all that they hold. A controller that did would do so at every change.
final class WholeStoreTest {
  private static final String VIEW = "dev/skerry/control/state/View";

  /// Methods of a view that answer with everything.
  private static final List<String> WALKS =
      List.of("parts()Ljava/util/SortedMap;", "all()Ljava/util/Collection;");

  @Test
  void onlyThePlaneAndItsLinksWalkThroughTheWholeStore() throws IOException, URISyntaxException {
    var walkers = new TreeSet<String>();
    var root = Path.of(View.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root.resolve("dev/skerry/control"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        ClassModel model = ClassFile.of().parse(file);
        if (walks(model)) {
          walkers.add(model.thisClass().asInternalName().replaceAll("/[^/]*$", ""));
        }
      }
    }
    assertThat(walkers).containsExactly("dev/skerry/control/link", "dev/skerry/control/plane");
  }

  private static boolean walks(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .anyMatch(element ->
            element instanceof InvokeInstruction call
                && call.owner().asInternalName().equals(VIEW)
                && WALKS.contains(call.name().stringValue() + call.type().stringValue()));
  }
}
