package dev.spate.worker.http.h2;

import dev.spate.answer.Answer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts the fields of a header block into an [Answer] on their way to who reads them in any case.
/// Trailers stay out: they come after what the head promised.
final class AnswerFields implements FieldListener {
  private @Nullable FieldListener reader;
  private @Nullable Answer answer;

  /// For one block that is no trailer.
  FieldListener block(FieldListener next, Answer to) {
    reader = next;
    answer = to;
    to.clear(); // what an interim answer said
    return this;
  }

  @Override
  public void onField(FieldKind kind, long number) {
    Objects.requireNonNull(reader).onField(kind, number);
  }

  @Override
  public boolean wantsText() {
    return true;
  }

  @Override
  public void onText(byte[] text, int nameLength, int valueLength) {
    FieldListener next = Objects.requireNonNull(reader);
    if (next.wantsText()) {
      next.onText(text, nameLength, valueLength);
    }
    if (nameLength > 0 && text[0] != ':') {
      Objects.requireNonNull(answer)
          .onField(text, 0, nameLength, nameLength, nameLength + valueLength);
    }
  }
}
