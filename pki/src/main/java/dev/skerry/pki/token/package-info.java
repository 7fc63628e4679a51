/// Tokens of service accounts: {@link dev.skerry.pki.token.AccountTokens}.
@NullMarked
package dev.skerry.pki.token;

import org.jspecify.annotations.NullMarked;
