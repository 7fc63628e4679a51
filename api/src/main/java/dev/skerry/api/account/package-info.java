/// What service accounts need beside their objects: tokens, and the documents by which others
/// verify them.
@NullMarked
package dev.skerry.api.account;

import org.jspecify.annotations.NullMarked;
