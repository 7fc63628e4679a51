package dev.skerry.simulation.mutant;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.regex.Pattern;

/// One instruction that is changed, and into what.
///
/// @param how `answer`: a constant instead of what the call answers; `not`: the opposite; `skip`:
///   the call is not made; `through`: its receiver instead of what it answers; `other`: a method of
///   the same type instead; `clock`: the nanosecond; `constant`: another one; `field`: another one
///   of the same type, or a constant
/// @param what `Type.method` for calls, the name of a field, the text of a constant
/// @param nth which of them
/// @param of how many there are in the method
/// @param into as `how` says
record Edit(String how, String what, int nth, int of, String into) {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern OF = Pattern.compile("/");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final List<String> CALLS =
      List.of("answer", "not", "skip", "through", "other", "clock");
  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");
  private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
  private static final int MOST_WORDS = 4;

  /// `answer Version.isAfter 1/2 false`.
  static Edit read(String text) {
    String[] words = SPACE.split(text.strip(), MOST_WORDS);
    boolean known = CALLS.contains(words[0]) || List.of("constant", "field").contains(words[0]);
    if (!known || words.length < MOST_WORDS - 1) {
      throw new IllegalArgumentException("not an edit: " + text);
    }
    String[] which = OF.split(words[2], -1);
    String into = words.length == MOST_WORDS ? words[MOST_WORDS - 1] : "";
    return new Edit(
        words[0], words[1], Integer.parseInt(which[0]), Integer.parseInt(which[1]), into);
  }

  boolean matches(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call -> CALLS.contains(how) && isCall(call);
      case FieldInstruction field ->
          how.equals("field")
              && field.opcode() == Opcode.GETFIELD
              && field.name().equalsString(what);
      case ConstantInstruction constant ->
          how.equals("constant") && what.equals(String.valueOf(constant.constantValue()));
      default -> false;
    };
  }

  private boolean isCall(InvokeInstruction call) {
    String owner = call.owner().asInternalName().replace('$', '/');
    String type = owner.substring(owner.lastIndexOf('/') + 1);
    return what.equals(type + "." + call.name().stringValue());
  }

  void change(CodeBuilder code, CodeElement element) {
    switch (element) {
      case InvokeInstruction call -> call(code, call);
      case FieldInstruction field -> field(code, field);
      case ConstantInstruction constant -> push(code, constant.constantValue().getClass());
      default -> throw new IllegalStateException("nothing to change in " + element);
    }
  }

  private void call(CodeBuilder code, InvokeInstruction call) {
    MethodTypeDesc type = call.typeSymbol();
    switch (how) {
      case "not" -> code.with(call).iconst_1().ixor();
      case "other" ->
          code.invoke(call.opcode(), call.owner().asSymbol(), into, type, call.isInterface());
      case "through" -> popArguments(code, type);
      default -> {
        popArguments(code, type);
        if (call.opcode() != Opcode.INVOKESTATIC) {
          code.pop();
        }
        if (how.equals("clock")) {
          code.invokestatic(SYSTEM, "nanoTime", MethodTypeDesc.of(ConstantDescs.CD_long));
        } else {
          answer(code, type.returnType());
        }
      }
    }
  }

  private static void popArguments(CodeBuilder code, MethodTypeDesc type) {
    for (ClassDesc argument : type.parameterList().reversed()) {
      boolean wide =
          argument.equals(ConstantDescs.CD_long) || argument.equals(ConstantDescs.CD_double);
      if (wide) {
        code.pop2();
      } else {
        code.pop();
      }
    }
  }

  private void field(CodeBuilder code, FieldInstruction field) {
    if (into.equals("true") || into.equals("false") || NUMBER.matcher(into).matches()) {
      code.pop();
      answer(code, field.typeSymbol());
    } else {
      code.getfield(field.owner().asSymbol(), into, field.typeSymbol());
    }
  }

  private void answer(CodeBuilder code, ClassDesc type) {
    if (type.equals(ConstantDescs.CD_void)) {
      return;
    }
    if (type.equals(OPTIONAL) && into.equals("empty")) {
      code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL));
    } else if (type.equals(ConstantDescs.CD_long)) {
      push(code, Long.class);
    } else if (type.equals(ConstantDescs.CD_String)) {
      push(code, String.class);
    } else if (type.isPrimitive()) {
      push(code, Integer.class);
    } else if (how.equals("skip")) {
      code.aconst_null();
    } else {
      throw new IllegalStateException("no constant for a " + type.displayName());
    }
  }

  private void push(CodeBuilder code, Class<?> as) {
    ConstantDesc value;
    if (as == String.class) {
      value = into;
    } else if (as == Long.class) {
      value = Long.parseLong(into);
    } else {
      value = number(into);
    }
    code.loadConstant(value);
  }

  private static int number(String word) {
    return switch (word) {
      case "true" -> 1;
      case "false", "" -> 0;
      default -> Integer.parseInt(word);
    };
  }
}
