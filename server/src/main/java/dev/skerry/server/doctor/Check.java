package dev.skerry.server.doctor;

import java.io.IOException;
import java.util.List;

/// One thing to look at. Blocks for seconds at most, unless it says otherwise; leaves nothing
/// behind; may be repeated.
interface Check {
  /// One word.
  String name();

  /// @throws IOException when it could not look at all, which is a failure of the check
  List<Finding> look() throws IOException, InterruptedException;
}
