package dev.skerry.simulation.people;

import dev.skerry.control.access.User;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.PlaneProcess;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A person at one API. A request is judged on the view that readers see, committed, and judged
/// again when somebody was faster.
public final class Client {
  /// As a handler: after that many the API answers that it is busy.
  private static final int MAX_TRIES = 8;

  private static final User ADMIN = new User("admin", List.of(User.MASTERS));

  private final Machine machine;

  public Client(Machine machine) {
    this.machine = machine;
  }

  public Machine machine() {
    return machine;
  }

  /// What came of a request.
  public sealed interface Told {
    /// It is done, and durable.
    record Done() implements Told {}

    record Refused(Refusal refusal) implements Told {}

    /// No process answers there.
    record Unreachable() implements Told {}
  }

  public void create(Obj object, Consumer<Told> told) {
    ask(request(key(object), new Request.Verb.Create(object)), told);
  }

  public void merge(ObjectKey key, Obj patch, Consumer<Told> told) {
    ask(request(key, new Request.Verb.Patch(Request.PatchType.MERGE, patch)), told);
  }

  public void delete(ObjectKey key, Consumer<Told> told) {
    var verb =
        new Request.Verb.Delete(Optional.empty(), Optional.empty(), Optional.empty(), "Background");
    ask(request(key, verb), told);
  }

  private static Request request(ObjectKey key, Request.Verb verb) {
    var options =
        new Request.Options("people", false, false, Request.FieldValidation.STRICT, List.of());
    return new Request(ADMIN, key, "", verb, options);
  }

  /// @param told not called when the process dies before it answers: the outcome is unknown then
  private void ask(Request request, Consumer<Told> told) {
    Optional<PlaneProcess> process = machine.process();
    if (process.isEmpty()) {
      told.accept(new Told.Unreachable());
    } else {
      attempt(process.get(), request, MAX_TRIES, told);
    }
  }

  private void attempt(PlaneProcess process, Request request, int tries, Consumer<Told> told) {
    var chance = machine.nature().streams().owned(machine.which() + "/api");
    switch (machine.pipeline().decide(process.view(), request, machine.wall(), chance)) {
      case Decision.Accepted(var proposal, var _) ->
          process.commit(proposal, answer -> answered(process, request, tries, told, answer));
      case Decision.Unchanged _ -> told.accept(new Told.Done());
      case Decision.Refused(var refusal, var _) -> told.accept(new Told.Refused(refusal));
    }
  }

  private void answered(
      PlaneProcess process, Request request, int tries, Consumer<Told> told, Answer answer) {
    switch (answer) {
      case Answer.Stored _, Answer.Removed _ -> told.accept(new Told.Done());
      case Answer.Refused(Refusal refusal) -> told.accept(new Told.Refused(refusal));
      case Answer.Stale _ -> {
        if (tries > 1) {
          attempt(process, request, tries - 1, told);
        } else {
          told.accept(
              new Told.Refused(
                  Refusal.of(Refusal.Reason.TOO_MANY_REQUESTS, "too many at once; try again")));
        }
      }
    }
  }

  public static ObjectKey key(Obj object) {
    String version = object.text("apiVersion");
    int slash = version.indexOf('/');
    var kind = new GroupKind(slash < 0 ? "" : version.substring(0, slash), object.text("kind"));
    return ObjectKey.of(
        kind, object.text("metadata", "namespace"), object.text("metadata", "name"));
  }
}
