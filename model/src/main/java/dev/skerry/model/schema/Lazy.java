package dev.skerry.model.schema;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value made when first asked for. Two threads may both make it; one result is kept, and since
/// making it is pure it does not matter which.
final class Lazy<T> {
  private final Supplier<T> maker;
  private final AtomicReference<@Nullable T> made = new AtomicReference<>();

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T value() {
    T known = made.get();
    if (known != null) {
      return known;
    }
    T fresh = maker.get();
    made.compareAndSet(null, fresh);
    return fresh;
  }
}
