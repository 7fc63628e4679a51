package dev.skerry.control.signing;

import dev.skerry.control.access.User;
import java.io.ByteArrayInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// Reads of a PKCS #10 request (RFC 2986) what it asks to be called, and nothing else; that it was
/// made by the holder of its key is for the signer to see.
public final class RequestedName {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]*)-----END CERTIFICATE REQUEST-----");
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int LONG_FORM = 0x80;

  private RequestedName() {}

  /// The user that it names: the common name, in its organisations.
  ///
  /// @param request PEM
  /// @return empty when it is no such request
  public static Optional<User> of(byte[] request) {
    Matcher pem = PEM.matcher(new String(request, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      return Optional.empty();
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      ByteBuffer information = inside(inside(ByteBuffer.wrap(der), SEQUENCE), SEQUENCE);
      ByteBuffer _ = inside(information, INTEGER);
      int start = information.arrayOffset() + information.position();
      ByteBuffer _ = inside(information, SEQUENCE);
      int end = information.arrayOffset() + information.position();
      var name = new X500Principal(new ByteArrayInputStream(der, start, end - start));
      return Optional.of(user(name));
    } catch (BufferUnderflowException | IllegalArgumentException | InvalidNameException broken) {
      return Optional.empty();
    }
  }

  private static User user(X500Principal named) throws InvalidNameException {
    String user = "";
    List<String> groups = new ArrayList<>();
    for (Rdn part : new LdapName(named.getName()).getRdns()) {
      String value = part.getValue() instanceof String text ? text : "";
      if (part.getType().equalsIgnoreCase("CN")) {
        user = value;
      } else if (part.getType().equalsIgnoreCase("O")) {
        groups.add(value);
      }
    }
    return new User(user, groups);
  }

  /// Takes one element (X.690, 8.1) and gives what is in it.
  private static ByteBuffer inside(ByteBuffer in, int tag) {
    if ((in.get() & 0xff) != tag) {
      throw new IllegalArgumentException("another element");
    }
    int length = in.get() & 0xff;
    if (length >= LONG_FORM) {
      int bytes = length - LONG_FORM;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = Math.addExact(Math.multiplyExact(length, 256), in.get() & 0xff);
      }
    }
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer inside = in.slice(in.position(), length);
    in.position(in.position() + length);
    return inside;
  }
}
