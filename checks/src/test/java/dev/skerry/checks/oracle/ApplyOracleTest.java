package dev.skerry.checks.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Server-side apply here and in upstream's own structured-merge-diff (4.1.2, as Debian packages
/// it), on the same schemas, objects and managers. What is known to differ is a test of its own.
final class ApplyOracleTest {
  private static final int STORIES = 4000;
  private static final int STEPS = 7;
  private static final List<String> MANAGERS = List.of("a", "b", "c");

  private static Oracle oracle;

  @BeforeAll
  static void begin() throws Exception {
    oracle = new Oracle();
  }

  @AfterAll
  static void end() throws Exception {
    oracle.close();
  }

  @Test
  void everyStoryGoesAsItDoesUpstream() throws Exception {
    int compared = 0;
    for (int seed = 0; seed < STORIES; seed++) {
      var random = new Random(seed);
      Sketch.Struct sketch = Sketches.root(random);
      var story = new Story(sketch);
      for (int step = 0; step < STEPS && !story.isOver(); step++) {
        step(story, sketch, random);
      }
      compared += compare("seed " + seed, sketch, story);
    }
    assertThat(compared).as("stories end early only by what is known").isGreaterThan(5 * STORIES);
  }

  private static void step(Story story, Sketch.Struct sketch, Random random) {
    String manager = MANAGERS.get(random.nextInt(MANAGERS.size()));
    boolean applies = random.nextInt(10) < 7;
    Json object =
        applies || story.live().isEmpty()
            ? sketch.value(random)
            : sketch.edited(story.live().get(), random);
    if (applies) {
      story.applies(manager, (Obj) object, random.nextInt(3) > 0);
    } else {
      story.writes(manager, (Obj) object);
    }
  }

  /// Steps that were alike; after a known difference the two go different ways.
  private static int compare(String name, Sketch.Struct sketch, Story story) throws Exception {
    Obj schema = Sketches.upstream(sketch);
    List<Json> said = oracle.tell(schema, story.steps());
    for (int i = 0; i < story.outcomes().size(); i++) {
      Outcome ours = story.outcomes().get(i);
      Outcome theirs = story.upstream(said.get(i));
      if (isKnown(ours, theirs)) {
        return i;
      }
      assertThat(ours)
          .as(
              "%s step %s of %s in %s",
              name,
              i,
              JsonText.write(Json.array(story.steps().subList(0, i + 1))),
              JsonText.write(schema))
          .isEqualTo(theirs);
      if (JsonText.write(said.get(i)).contains("null")) {
        return i + 1;
      }
    }
    return story.outcomes().size();
  }

  private static boolean isKnown(Outcome ours, Outcome theirs) {
    boolean pathsRepeat =
        theirs.refused().size() == ours.refused().size()
            && new TreeSet<>(theirs.refused()).size() < theirs.refused().size();
    boolean emptied =
        !ours.equals(theirs)
            && ours.owned().equals(theirs.owned())
            && ours.refused().equals(theirs.refused())
            && Outcome.solid(ours.object()).equals(Outcome.solid(theirs.object()));
    return pathsRepeat || emptied;
  }

  private static Sketch.Struct with(Sketch field) {
    var fields = new TreeMap<String, Sketch>();
    fields.put("f", field);
    return new Sketch.Struct(fields, false);
  }

  private static Obj json(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /// The last object here and, as it came, upstream.
  private static List<String> ends(Sketch.Struct sketch, Story story) throws Exception {
    Obj theirs = oracle.tell(Sketches.upstream(sketch), story.steps()).getLast().obj("object");
    return List.of(JsonText.write(story.live().orElse(Obj.EMPTY)), JsonText.write(theirs));
  }

  /// Upstream writes null where all that stood in a map was removed, also if the map was applied.
  @Test
  void aMapThatWasEmptiedIsEmptyAndNotNull() throws Exception {
    Sketch.Struct sketch = with(new Sketch.MapOf(Sketch.Scalar.TEXT, false));
    var story = new Story(sketch);
    story.applies("a", json("{'f': {'x': 'a'}}"), true);
    story.applies("a", json("{'f': {}}"), true);
    assertThat(ends(sketch, story)).containsExactly("{\"f\":{}}", "{\"f\":null}");
  }

  /// Upstream keeps a map in which an item lay that its applier gave up and others had changed.
  @Test
  void whatHoldsNothingAnyMoreGoesToo() throws Exception {
    Sketch.Struct sketch =
        with(new Sketch.MapOf(new Sketch.MapOf(Sketch.Scalar.NUMBER, false), false));
    var story = new Story(sketch);
    story.applies("a", json("{'f': {'x': {'y/z': 1}}}"), true);
    story.writes("b", json("{'f': {'x': {'y/z': 0}}}"));
    story.applies("a", json("{}"), true);
    assertThat(ends(sketch, story)).containsExactly("{}", "{\"f\":null}");
  }

  /// Upstream keeps an empty list that nobody owns. Here it says nothing: see `model.apply.Hollow`.
  @Test
  void aListWithoutItemsIsNotApplied() throws Exception {
    Sketch.Struct sketch = with(new Sketch.SetOf(Sketch.Scalar.TEXT));
    var story = new Story(sketch);
    story.applies("a", json("{'f': []}"), true);
    assertThat(ends(sketch, story)).containsExactly("{}", "{\"f\":[]}");
  }

  /// Upstream since 4.4 does as is done here: items stand as the last applier has them.
  @Test
  void itemsStandInTheOrderOfWhoAppliesLast() throws Exception {
    Sketch.Struct sketch = with(new Sketch.SetOf(Sketch.Scalar.TEXT));
    var story = new Story(sketch);
    story.applies("a", json("{'f': ['a', 'b']}"), true);
    story.applies("b", json("{'f': ['c', 'b']}"), true);
    assertThat(ends(sketch, story))
        .containsExactly("{\"f\":[\"a\",\"c\",\"b\"]}", "{\"f\":[\"a\",\"b\",\"c\"]}");
  }

  /// Upstream since 4.4 takes them from who does not apply, as here.
  @Test
  void oneThatIsNoApplierMayWriteAnItemTwice() throws Exception {
    Sketch.Struct sketch = with(new Sketch.SetOf(Sketch.Scalar.TEXT));
    var story = new Story(sketch);
    story.writes("a", json("{'f': ['b', 'b']}"));
    Json theirs = oracle.tell(Sketches.upstream(sketch), story.steps()).getLast();
    assertThat(story.outcomes().getLast().refused()).isEmpty();
    assertThat(theirs.text("error")).contains("duplicate entries");
    story.applies("a", json("{'f': ['b', 'b']}"), true);
    assertThat(story.outcomes().getLast().refused()).singleElement().asString().contains("two");
  }

  /// Upstream names some of them twice and others not at all.
  @Test
  void aConflictNamesEveryPathOnce() throws Exception {
    Sketch.Struct sketch =
        with(new Sketch.MapOf(new Sketch.MapOf(Sketch.Scalar.NUMBER, false), false));
    var story = new Story(sketch);
    story.applies("a", json("{'f': {'x': {'f:q': 0, 'x': 0, 'y/z': 0}}}"), true);
    story.applies("b", json("{'f': {'x': {'f:q': 1, 'x': 1, 'y/z': 1}}}"), false);
    assertThat(story.outcomes().getLast().refused())
        .containsExactly("a Apply .f.x.f:q", "a Apply .f.x.x", "a Apply .f.x.y/z");
    Json theirs = oracle.tell(Sketches.upstream(sketch), story.steps()).getLast();
    assertThat(theirs.items("conflicts")).hasSize(3);
  }
}
