/// Rules that people write in CEL, the Common Expression Language: {@link
/// dev.skerry.control.rule.RuleBook} says which rules of a definition cannot be read, and which
/// rules of a custom kind an object breaks. The library behind it is loaded when the first rule is
/// read. Must not know how an object was written.
@NullMarked
package dev.skerry.control.rule;

import org.jspecify.annotations.NullMarked;
