#include "model/labels.h"

#include "base/platform.h"
#include "base/text.h"

card_str model_label(const card_model *model, card_label label) {
  static const char *const english[] = {
#define X(label, name, text) text,
      CARD_LABELS(X)
#undef X
  };
  if (model->labels[label].len) return model->labels[label];
  return model->language_labels[label].len ? model->language_labels[label] : text_from(english[label]);
}

card_label model_label_named(card_str name) {
  static const char *const names[] = {
#define X(label, name, text) name,
      CARD_LABELS(X)
#undef X
  };
  card_label label = 0;
  while (!text_equal(name, text_from(names[label]))) label++;
  return label;
}

static bool is_english(const card_model *model, card_label label) {
  return !model->labels[label].len && !model->language_labels[label].len;
}

bool model_borrows(const card_model *model, card_label label) { return model->foreign && is_english(model, label); }

/* Plural categories of English, as numbered by platform_plural. */
enum { ONE = 1, OTHER = 5 };

/* Removes the category prefix from `forms` and returns its number: 0 zero to 5 other; 6 if it has none. */
static unsigned take_category(card_str *forms) {
  static const char categories[6][7] = {"zero=", "one=", "two=", "few=", "many=", "other="};
  unsigned i = 0;
  while (i < 6 && !text_starts(*forms, text_from(categories[i]))) i++;
  if (i < 6) *forms = text_slice(*forms, text_from(categories[i]).len, forms->len);
  return i;
}

card_str model_plural(const card_model *model, card_label label, size_t count) {
  card_str forms = model_label(model, label);
  unsigned wanted = is_english(model, label) ? (count == 1 ? ONE : OTHER) : platform_plural(count), category;
  while ((category = take_category(&forms)) < 6) {
    size_t end = text_find(forms, S("|"), 0);
    if (category == wanted || end == forms.len) return text_slice(forms, 0, end);
    forms = text_slice(forms, end + 1, forms.len);
  }
  return forms;
}
