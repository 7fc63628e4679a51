package dev.skerry.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// What a person is told when a command ends by an exception. Skerry's own say it themselves; the
/// platform's often only name a file or a host.
public final class Sentence {
  private Sentence() {}

  public static String of(Exception failed) {
    boolean ours = failed.getClass().getName().startsWith("dev.skerry");
    return ours && failed.getMessage() != null ? failed.getMessage() : platform(failed);
  }

  private static String platform(Exception failed) {
    String message = Optional.ofNullable(failed.getMessage()).orElse("");
    return switch (failed) {
      case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      case NoSuchFileException _ -> "there is no " + message;
      case AccessDeniedException _ -> "no permission for " + message + "; run as its owner";
      case NotDirectoryException _ -> message + " is not a directory";
      case FileAlreadyExistsException _ -> message + " is there already, and in the way";
      case FileSystemException of when of.getReason() == null -> named(of, message);
      case FileSystemException of -> of.getFile() + " cannot be used: " + of.getReason();
      case UnknownHostException _ -> "no host is named " + message;
      case ConnectException _ ->
          "nothing answers there" + (message.isEmpty() ? "" : ": " + message);
      case HttpTimeoutException _ -> "no answer in time; is the link up?";
      case BindException _ -> "the address is in use or not this machine's: " + message;
      case SSLException _ -> "the other end is not who it should be: " + message;
      // Its name says nothing, and whoever throws it bare wrote the sentence.
      case IOException plain when plain.getClass() == IOException.class && !message.isEmpty() ->
          message;
      default -> named(failed, message);
    };
  }

  private static String named(Exception failed, String message) {
    String what =
        failed
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toLowerCase(Locale.ROOT);
    return message.isEmpty() ? what : what + ": " + message;
  }
}
