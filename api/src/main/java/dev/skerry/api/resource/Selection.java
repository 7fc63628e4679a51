package dev.skerry.api.resource;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.selector.FieldSelector;
import dev.skerry.model.selector.LabelSelector;
import dev.skerry.model.selector.SelectorRefused;

/// Which objects of a kind a list, watch or deletion is about.
///
/// @param name of a single object; empty for all
record Selection(String namespace, String name, LabelSelector labels, FieldSelector fields) {

  static Selection of(Ask ask) throws Refused {
    Exchange exchange = ask.exchange();
    try {
      return new Selection(
          ask.path().namespace(),
          ask.path().name(),
          LabelSelector.parse(exchange.query("labelSelector").orElse("")),
          FieldSelector.parse(exchange.query("fieldSelector").orElse(""), ask.kind()));
    } catch (SelectorRefused bad) {
      throw ask.refused(
          Refusal.Reason.BAD_REQUEST, "unable to parse the selector: " + bad.getMessage());
    }
  }

  boolean isEverything() {
    return labels.isEverything() && fields.isEverything() && name.isEmpty();
  }

  boolean matches(Entry entry) {
    return (namespace.isEmpty() || namespace.equals(entry.key().namespace()))
        && (name.isEmpty() || name.equals(entry.key().name()))
        && (labels.isEverything() || labels.matches(entry.labels()))
        && (fields.isEverything() || fields.matches(fieldsOf(entry)));
  }

  /// Only what the selector looks at, so that a choice by name parses nothing.
  private Obj fieldsOf(Entry entry) {
    boolean onlyNames =
        fields.terms().stream().allMatch(term -> term.field().startsWith("metadata."));
    return onlyNames
        ? Obj.EMPTY
            .withAt(Json.of(entry.key().name()), "metadata", "name")
            .withAt(Json.of(entry.key().namespace()), "metadata", "namespace")
        : entry.json();
  }
}
