package dev.skerry.simulation.people;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.simulation.host.Box;
import dev.skerry.simulation.host.PlaneProcess;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/// Somebody who looks after a few objects at one API, one request at a time. What they are told the
/// oracle hears; when a process dies before it answers, nobody knows.
final class Person {
  private static final int DELETE_PER_MILLE = 120;
  private static final int MOST_REPLICAS = 3;
  private static final int IMAGES = 5;

  private final Client client;
  private final Oracle oracle;
  private final Streams streams;
  private final List<ObjectKey> keys;
  private final String entry;
  private Optional<PlaneProcess> asked = Optional.empty();
  private String wanted = "";
  private long words;

  /// @param entry of the data of these objects, which is all that this person writes; empty for
  ///   somebody who writes the whole of them
  Person(Client client, Oracle oracle, Streams streams, List<ObjectKey> keys, String entry) {
    this.entry = entry;
    this.client = client;
    this.oracle = oracle;
    this.streams = streams;
    this.keys = keys;
  }

  /// Asks for something, unless an answer is still to come.
  void act() {
    Optional<PlaneProcess> process = client.machine().process();
    if (process.isEmpty() || asked.filter(PlaneProcess::alive).isPresent()) {
      return;
    }
    ObjectKey key = streams.pick(stream(), keys);
    Optional<Obj> now = process.get().view().find(key).map(Entry::json).filter(o -> !isEnding(o));
    words++;
    String word = client.machine().which() + entry + "-" + words;
    if (!entry.isEmpty()) {
      ask(process.get(), key, word, told -> client.merge(key, Manifests.entry(entry, word), told));
    } else if (now.isEmpty()) {
      Obj object = first(key, word);
      ask(process.get(), key, Oracle.value(object), told -> client.create(object, told));
    } else if (streams.perMille(stream(), DELETE_PER_MILLE)) {
      ask(process.get(), key, Oracle.GONE, told -> client.delete(key, told));
    } else {
      Obj patch = change(key, now.get(), word);
      ask(process.get(), key, wanted, told -> client.merge(key, patch, told));
    }
  }

  private static boolean isEnding(Obj object) {
    return object.at("metadata", "deletionTimestamp").isPresent();
  }

  private String stream() {
    return "person at " + client.machine().which() + entry;
  }

  private interface Asking {
    void ask(Consumer<Client.Told> told);
  }

  private void ask(PlaneProcess process, ObjectKey key, String value, Asking asking) {
    var place = new Oracle.Place(client.machine().which(), key, entry);
    String seen = Oracle.value(process.view(), place);
    SortedSet<String> before = oracle.asked(place, seen, value);
    asked = Optional.of(process);
    Trace trace = client.machine().nature().trace();
    trace.note(stream(), "wants " + key + " to be " + value);
    asking.ask(told -> {
      asked = Optional.empty();
      trace.note(stream(), "is told " + told);
      switch (told) {
        case Client.Told.Done() -> oracle.acknowledged(place, value);
        case Client.Told.Refused _, Client.Told.Unreachable _ -> oracle.refused(place, before);
      }
    });
  }

  private Obj first(ObjectKey key, String word) {
    return key.kind().kind().equals("ConfigMap")
        ? Manifests.configMap(key.namespace(), key.name(), word)
        : Manifests.deployment(key.name(), image(), word);
  }

  private String image() {
    return Box.image(1 + streams.of(stream()).nextInt(IMAGES));
  }

  /// A merge patch that changes something, and what the object is afterwards.
  private Obj change(ObjectKey key, Obj now, String word) {
    if (key.kind().kind().equals("ConfigMap")) {
      wanted = word + " " + word;
      return Manifests.word(word);
    }
    String image = image();
    long replicas = 1L + streams.of(stream()).nextInt(MOST_REPLICAS);
    wanted = word + " " + image + " x" + replicas;
    return Manifests.rollout(now, word, image, replicas);
  }
}
