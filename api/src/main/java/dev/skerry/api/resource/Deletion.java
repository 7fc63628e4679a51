package dev.skerry.api.resource;

import dev.skerry.api.body.RequestBody;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Reads `DeleteOptions`, from the body or the query.
///
/// @param options with dry run if either asks for it
record Deletion(Request.Verb.Delete verb, Request.Options options) {

  static Deletion of(Ask ask) throws Refused, IOException {
    Json body = Obj.EMPTY;
    byte[] bytes = ask.exchange().body();
    if (bytes.length > 0) {
      body = RequestBody.object(ask.exchange(), bytes).value();
    }
    Request.Options options = Options.of(ask, List.of());
    List<String> dryRun =
        body.items("dryRun").stream().flatMap(item -> item.string().stream()).toList();
    if (Options.isDryRun(ask, dryRun)) {
      options =
          new Request.Options(
              options.manager(), options.force(), true, options.fieldValidation(), List.of());
    }
    var verb =
        new Request.Verb.Delete(
            uid(ask, body), revision(ask, body), grace(ask, body), propagation(ask, body));
    return new Deletion(verb, options);
  }

  private static Optional<Uid> uid(Ask ask, Json body) throws Refused {
    try {
      return body.string("preconditions", "uid").map(Uid::new);
    } catch (IllegalArgumentException _) {
      throw ask.refused(
          Refusal.Reason.CONFLICT,
          "the UID in the precondition ("
              + body.text("preconditions", "uid")
              + ") is of no object");
    }
  }

  private static Optional<Revision> revision(Ask ask, Json body) throws Refused {
    String text = body.text("preconditions", "resourceVersion");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw ask.refused(
          Refusal.Reason.CONFLICT,
          "the resourceVersion in the precondition (" + text + ") is of no object");
    }
    return Optional.of(new Revision(Long.parseLong(text)));
  }

  private static Optional<Long> grace(Ask ask, Json body) throws Refused {
    String text = ask.exchange().query("gracePeriodSeconds").orElse("");
    if (text.isEmpty()) {
      var said = body.integer("gracePeriodSeconds");
      return said.isPresent() ? Optional.of(said.getAsLong()) : Optional.empty();
    }
    if (!text.matches("[0-9]{1,9}")) {
      throw ask.refused(
          Refusal.Reason.BAD_REQUEST, "gracePeriodSeconds is '" + text + "', seconds are wanted");
    }
    return Optional.of(Long.parseLong(text));
  }

  private static String propagation(Ask ask, Json body) throws Refused {
    Exchange exchange = ask.exchange();
    String said = exchange.query("propagationPolicy").orElse(body.text("propagationPolicy"));
    if (said.isEmpty() && (body.isTrue("orphanDependents") || exchange.asks("orphanDependents"))) {
      return "Orphan";
    }
    return switch (said) {
      case "" -> "Background";
      case "Background", "Foreground", "Orphan" -> said;
      default ->
          throw ask.refused(
              Refusal.Reason.INVALID,
              "propagationPolicy: Unsupported value: \""
                  + said
                  + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
    };
  }
}
