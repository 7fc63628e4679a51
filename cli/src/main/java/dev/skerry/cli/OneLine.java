package dev.skerry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;

/// An event is a line. Names, addresses and messages come from outside: a control character in them
/// is shown by its number, so that nobody writes a line of his own or moves the reader's cursor.
/// The further lines of a stack trace are indented.
final class OneLine extends Formatter {
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e&&[^\\n\\t]]");

  /// Not by [String#format], which loads the calendars of a thousand languages for it.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  @Override
  public String format(LogRecord event) {
    String line =
        String.join(
            " ",
            TIME.format(event.getInstant()),
            event.getLevel().getName(),
            event.getLoggerName(),
            shown(formatMessage(event)).replace("\n", "\\u000a"));
    String all = line + trace(Optional.ofNullable(event.getThrown()));
    return shown(all).replace("\n", "\n\t") + "\n";
  }

  private static String trace(Optional<Throwable> thrown) {
    var text = new StringWriter();
    thrown.ifPresent(failure -> {
      var out = new PrintWriter(text, true);
      out.println();
      failure.printStackTrace(out);
    });
    return text.toString().stripTrailing();
  }

  /// Without control characters but line ends and tabs.
  static String shown(String text) {
    return CONTROL
        .matcher(text)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }
}
