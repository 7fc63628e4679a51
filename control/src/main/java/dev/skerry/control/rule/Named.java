package dev.skerry.control.rule;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A format of texts by its name, as a value of CEL. Source: `format.go` of Kubernetes'
/// `apiserver/pkg/cel/library`.
record Named(String name, Predicate<String> takes, String rule) {
  static final String NAME = "kubernetes.NamedFormat";
  static final CelType TYPE = OpaqueType.create(NAME);

  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String WORD = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final SortedMap<String, Named> ALL = all();

  private static SortedMap<String, Named> all() {
    var all = new TreeMap<String, Named>();
    pattern(all, "dns1123Label", 63, LABEL);
    pattern(all, "dns1123Subdomain", 253, LABEL + "(\\." + LABEL + ")*");
    pattern(all, "dns1035Label", 63, "[a-z]([-a-z0-9]*[a-z0-9])?");
    pattern(all, "dns1123LabelPrefix", 63, "[a-z0-9][-a-z0-9]*");
    pattern(all, "dns1123SubdomainPrefix", 253, "(" + LABEL + "\\.)*[a-z0-9][-a-z0-9]*");
    pattern(all, "dns1035LabelPrefix", 63, "[a-z][-a-z0-9]*");
    pattern(all, "qualifiedName", 317, "(" + LABEL + "(\\." + LABEL + ")*/)?" + WORD);
    pattern(all, "labelValue", 63, "(" + WORD + ")?");
    pattern(
        all, "uuid", 36, "(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    pattern(all, "date", 10, "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
    pattern(
        all,
        "datetime",
        64,
        "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt ]([01][0-9]|2[0-3]):[0-5][0-9]:"
            + "([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    all.put("uri", new Named("uri", Link::isOne, "must be an absolute URI or an absolute path"));
    all.put("byte", new Named("byte", Named::isBase64, "must be base64"));
    return Collections.unmodifiableSortedMap(all);
  }

  private static void pattern(SortedMap<String, Named> all, String name, int limit, String regex) {
    Pattern read = Pattern.compile(regex);
    all.put(
        name,
        new Named(
            name,
            text -> text.length() <= limit && read.matcher(text).matches(),
            "must match " + regex + " and have at most " + limit + " characters"));
  }

  private static boolean isBase64(String text) {
    try {
      byte[] _ = Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static void declare(Library library) {
    library
        .global(
            "format.named",
            OptionalType.create(TYPE),
            SimpleType.STRING,
            name -> find((String) name))
        .member(
            "validate",
            OptionalType.create(ListType.create(SimpleType.STRING)),
            List.of(TYPE, SimpleType.STRING),
            (format, text) -> ((Named) format).wrong((String) text));
    for (String name : ALL.keySet()) {
      String id = "skerry_format_" + name;
      library.bound(
          "format." + name,
          CelOverloadDecl.newGlobalOverload(id, TYPE, List.of()),
          CelFunctionBinding.from(id, List.of(), _ -> find(name).orElseThrow()));
    }
  }

  private static Optional<Named> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private Optional<List<String>> wrong(String text) {
    return takes.test(text) ? Optional.empty() : Optional.of(List.of(rule));
  }
}
