package dev.skerry.control.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions on their way into the language: what they are called and take, and what they do.
/// Overloads are named after the function and a number, so nobody else may know them.
final class Library {
  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  private String id(String name) {
    int count = overloads.getOrDefault(name, List.of()).size();
    return "skerry_" + name.replace('.', '_') + "_" + count;
  }

  /// By which an overload is chosen where a type is not known before.
  @SuppressWarnings("unchecked")
  private static Class<Object> values(CelType type) {
    return (Class<Object>) valuesOf(type);
  }

  private static Class<?> valuesOf(CelType type) {
    return switch (type.name()) {
      case "string" -> String.class;
      case "int" -> Long.class;
      case Amount.NAME -> Amount.class;
      case Address.NAME -> Address.class;
      case Range.NAME -> Range.class;
      case Link.NAME -> Link.class;
      case Named.NAME -> Named.class;
      default -> throw new IllegalArgumentException("no values of CEL stand for " + type.name());
    };
  }

  private void add(String name, CelOverloadDecl overload) {
    overloads.computeIfAbsent(name, _ -> new ArrayList<>()).add(overload);
  }

  /// `name(argument)`.
  Library global(
      String name, CelType result, CelType argument, CelFunctionOverload.Unary<Object> does) {
    String id = id(name);
    add(name, CelOverloadDecl.newGlobalOverload(id, result, argument));
    bindings.add(CelFunctionBinding.from(id, values(argument), does));
    return this;
  }

  /// `self.name()`.
  Library member(
      String name, CelType result, CelType self, CelFunctionOverload.Unary<Object> does) {
    String id = id(name);
    add(name, CelOverloadDecl.newMemberOverload(id, result, self));
    bindings.add(CelFunctionBinding.from(id, values(self), does));
    return this;
  }

  /// `self.name(argument)`.
  Library member(
      String name,
      CelType result,
      List<CelType> selfAndArgument,
      CelFunctionOverload.Binary<Object, Object> does) {
    String id = id(name);
    add(name, CelOverloadDecl.newMemberOverload(id, result, selfAndArgument));
    Class<Object> self = values(selfAndArgument.getFirst());
    Class<Object> argument = values(selfAndArgument.getLast());
    bindings.add(CelFunctionBinding.from(id, self, argument, does));
    return this;
  }

  /// One that has several overloads of its own making.
  Library bound(String name, CelOverloadDecl overload, CelFunctionBinding binding) {
    add(name, overload);
    bindings.add(binding);
    return this;
  }

  List<CelFunctionDecl> declarations() {
    var all = new ArrayList<CelFunctionDecl>();
    overloads.forEach((name, of) -> all.add(CelFunctionDecl.newFunctionDeclaration(name, of)));
    return all;
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }
}
