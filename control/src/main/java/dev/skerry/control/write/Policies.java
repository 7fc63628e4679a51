package dev.skerry.control.write;

import dev.skerry.control.policy.Attempt;
import dev.skerry.control.policy.PolicyBook;
import dev.skerry.control.policy.Verdict;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The policies in force, asked about a write that is otherwise as it should be.
final class Policies {
  private final Function<View, Kinds> kinds;
  private final PolicyBook book = new PolicyBook();

  Policies(Function<View, Kinds> kinds) {
    this.kinds = kinds;
  }

  void warm(View view) {
    book.warm(view);
  }

  /// @return warnings
  List<String> check(Case about, Optional<Obj> live, Optional<Obj> object) throws Rejected {
    if (book.isEmpty(about.view())) {
      return List.of();
    }
    boolean scale = about.request().subresource().equals("scale");
    String operation = object.isEmpty() ? "DELETE" : live.isEmpty() ? "CREATE" : "UPDATE";
    var attempt =
        new Attempt(
            about.view(),
            kinds.apply(about.view()),
            about.kind(),
            about.key(),
            about.request().user(),
            operation,
            about.request().subresource(),
            about.options().dryRun(),
            scale ? object.map(each -> Scales.of(about.kind(), each)) : object,
            scale ? live.map(each -> Scales.of(about.kind(), each)) : live);
    Verdict verdict = book.judge(attempt);
    if (verdict.denial().isPresent()) {
      throw denied(about, verdict.denial().get());
    }
    return verdict.warnings();
  }

  private static Rejected denied(Case about, Verdict.Denial denial) {
    Refusal.Reason reason =
        switch (denial.reason()) {
          case "Forbidden" -> Refusal.Reason.FORBIDDEN;
          case "Unauthorized" -> Refusal.Reason.UNAUTHORIZED;
          case "RequestEntityTooLarge" -> Refusal.Reason.REQUEST_ENTITY_TOO_LARGE;
          default -> Refusal.Reason.INVALID;
        };
    String message =
        about.kind().resource()
            + " \""
            + about.key().name()
            + "\" is forbidden: "
            + denial.message();
    return new Rejected(
        new Refusal(
            reason,
            message,
            about.kind().groupKind(),
            about.key().name(),
            List.of(new Refusal.Cause("", denial.message(), ""))));
  }
}
