package dev.skerry.control.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.List;

/// What Kubernetes adds to CEL: functions of lists here, and those of quantities, addresses, ranges
/// of them, URLs, patterns and named formats. Source: `lists.go` of Kubernetes'
/// `apiserver/pkg/cel/library`.
final class Functions {
  private static final CelType LIST = ListType.create(SimpleType.DYN);

  private static final Library LIBRARY = library();

  private Functions() {}

  private static Library library() {
    var library = new Library();
    Amount.declare(library);
    Address.declare(library);
    Range.declare(library);
    Link.declare(library);
    Patterns.declare(library);
    Named.declare(library);
    return library;
  }

  static List<CelFunctionDecl> declarations() {
    var all = new ArrayList<>(LIBRARY.declarations());
    all.addAll(ofLists());
    return all;
  }

  private static List<CelFunctionDecl> ofLists() {
    return List.of(
        member("isSorted", SimpleType.BOOL),
        member("sum", SimpleType.DYN),
        member("min", SimpleType.DYN),
        member("max", SimpleType.DYN),
        found("indexOf"),
        found("lastIndexOf"));
  }

  private static CelFunctionDecl member(String name, CelType result) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newMemberOverload("list_" + name, result, LIST));
  }

  private static CelFunctionDecl found(String name) {
    return CelFunctionDecl.newFunctionDeclaration(
        name,
        CelOverloadDecl.newMemberOverload("list_" + name, SimpleType.INT, LIST, SimpleType.DYN));
  }

  static List<CelFunctionBinding> bindings() {
    var bindings = new ArrayList<>(LIBRARY.bindings());
    bindings.add(CelFunctionBinding.from("list_isSorted", List.class, list -> isSorted(list)));
    bindings.add(CelFunctionBinding.from("list_sum", List.class, list -> sum(list)));
    bindings.add(CelFunctionBinding.from("list_min", List.class, list -> extreme(list, -1)));
    bindings.add(CelFunctionBinding.from("list_max", List.class, list -> extreme(list, 1)));
    bindings.add(
        CelFunctionBinding.from(
            "list_indexOf", List.class, Object.class, (list, item) -> (long) list.indexOf(item)));
    bindings.add(
        CelFunctionBinding.from(
            "list_lastIndexOf",
            List.class,
            Object.class,
            (list, item) -> (long) list.lastIndexOf(item)));
    return bindings;
  }

  private static boolean isSorted(List<?> list) {
    for (int i = 1; i < list.size(); i++) {
      if (compare(list.get(i - 1), list.get(i)) > 0) {
        return false;
      }
    }
    return true;
  }

  private static Object sum(List<?> list) {
    boolean whole = list.stream().allMatch(Long.class::isInstance);
    if (whole) {
      return list.stream().mapToLong(each -> (Long) each).reduce(0, Math::addExact);
    }
    return list.stream().mapToDouble(each -> ((Number) each).doubleValue()).sum();
  }

  private static Object extreme(List<?> list, int sign) {
    return list.stream()
        .map(Object.class::cast)
        .reduce((best, next) -> compare(next, best) * sign > 0 ? next : best)
        .orElseThrow(() -> new IllegalArgumentException("min and max are of no empty list"));
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object one, Object other) {
    if (one instanceof Comparable<?> && one.getClass().equals(other.getClass())) {
      return ((Comparable<Object>) one).compareTo(other);
    }
    throw new IllegalArgumentException("these cannot be compared");
  }
}
