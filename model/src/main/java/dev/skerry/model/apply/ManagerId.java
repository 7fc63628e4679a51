package dev.skerry.model.apply;

import java.util.Comparator;

/// Who owns fields: a manager has one entry per operation and subresource, and for `UPDATE` per
/// version too.
///
/// @param apiVersion such as `apps/v1`; empty for `APPLY`, whose one entry moves between versions
/// @param subresource such as `status`; empty for the object itself
public record ManagerId(String manager, Operation operation, String apiVersion, String subresource)
    implements Comparable<ManagerId> {
  /// Whether the fields were applied, and so removal by leaving out is meant, or just written.
  public enum Operation {
    APPLY("Apply"),
    UPDATE("Update");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private static final Comparator<ManagerId> ORDER =
      Comparator.comparing(ManagerId::operation)
          .thenComparing(ManagerId::manager)
          .thenComparing(ManagerId::apiVersion)
          .thenComparing(ManagerId::subresource);

  static ManagerId applier(Writer writer) {
    return new ManagerId(writer.manager(), Operation.APPLY, "", writer.subresource());
  }

  static ManagerId updater(Writer writer) {
    return new ManagerId(
        writer.manager(), Operation.UPDATE, writer.apiVersion(), writer.subresource());
  }

  @Override
  public int compareTo(ManagerId other) {
    return ORDER.compare(this, other);
  }

  /// As a conflict names it: `"kubectl" with subresource "scale" using apps/v1`.
  @Override
  public String toString() {
    String text = "\"" + manager + "\"";
    if (!subresource.isEmpty()) {
      text += " with subresource \"" + subresource + "\"";
    }
    return apiVersion.isEmpty() ? text : text + " using " + apiVersion;
  }
}
