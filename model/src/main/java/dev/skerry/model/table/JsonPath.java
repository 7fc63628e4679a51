package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The part of kubectl's JSONPath that printer columns use: members (`.a`, `.a\.b`, `['a.b']`),
/// items (`[0]`, `[-1]`, `[*]`) and items chosen by a member (`[?(@.type=="Ready")]`). Anything
/// else finds nothing.
record JsonPath(List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.((?:[^.\\[\\]\\\\]|\\\\.)+)"
              + "|\\[(?:'([^']*)'|\"([^\"]*)\")\\]"
              + "|\\[(-?[0-9]{1,6}|\\*)\\]"
              + "|\\[\\?\\(\\s*@\\.([^=!\\s]+)\\s*(==|!=)\\s*['\"]([^'\"]*)['\"]\\s*\\)\\]");

  /// One step of the way.
  sealed interface Step {
    record Member(String name) implements Step {}

    record Item(int index) implements Step {}

    record Every() implements Step {}

    record Where(JsonPath path, boolean equal, String value) implements Step {}

    record Nowhere() implements Step {}
  }

  static JsonPath of(String text) {
    String path = text.startsWith("{") ? text.substring(1, text.length() - 1) : text;
    var steps = new ArrayList<Step>();
    Matcher step = STEP.matcher(path.startsWith(".") || path.startsWith("[") ? path : "." + path);
    int at = 0;
    while (step.find() && step.start() == at) {
      steps.add(step(step));
      at = step.end();
    }
    boolean whole = at == step.regionEnd();
    return new JsonPath(whole ? List.copyOf(steps) : List.of(new Step.Nowhere()));
  }

  private static Step step(Matcher match) {
    Optional<String> quoted =
        Optional.ofNullable(match.group(2)).or(() -> Optional.ofNullable(match.group(3)));
    if (quoted.isPresent()) {
      return new Step.Member(quoted.get());
    }
    String member = match.group(1);
    if (member != null) {
      return new Step.Member(member.replaceAll("\\\\(.)", "$1"));
    }
    String item = match.group(4);
    if (item != null) {
      return item.equals("*") ? new Step.Every() : new Step.Item(Integer.parseInt(item));
    }
    String key = Optional.ofNullable(match.group(5)).orElse("");
    boolean equal = "==".equals(match.group(6));
    return new Step.Where(of("." + key), equal, Optional.ofNullable(match.group(7)).orElse(""));
  }

  List<Json> find(Json root) {
    List<Json> here = List.of(root);
    for (Step step : steps) {
      here = here.stream().flatMap(value -> follow(step, value)).toList();
    }
    return here;
  }

  private static Stream<Json> follow(Step step, Json value) {
    return switch (step) {
      case Step.Member(String name) -> value.at(name).stream();
      case Step.Item(int index) -> item(value.items(), index);
      case Step.Every() ->
          value instanceof Obj object
              ? object.keys().stream().flatMap(key -> object.find(key).stream())
              : value.items().stream();
      case Step.Where(JsonPath path, boolean equal, String wanted) ->
          value.items().stream().filter(item -> path.find(item).contains(Json.of(wanted)) == equal);
      case Step.Nowhere() -> Stream.empty();
    };
  }

  private static Stream<Json> item(List<Json> items, int index) {
    int at = index < 0 ? items.size() + index : index;
    return at >= 0 && at < items.size() ? Stream.of(items.get(at)) : Stream.empty();
  }
}
