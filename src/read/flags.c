#include "read/flags.h"

#include "base/text.h"

/* Returns true for a name that programs give to a row or column of yes and no: "is_open", "hasLid", "Has sugar". */
static bool names_flag(card_str name) {
  static const card_str starts[] = {CARD_STR("is"), CARD_STR("has")};
  for (size_t i = 0; i < 2; i++) {
    size_t len = starts[i].len;
    if (name.len < len + 2 || !text_equal_ascii_case(text_slice(name, 0, len), starts[i])) continue;
    char next = name.at[len];
    return text_has(S("_- "), next) || (next >= 'A' && next <= 'Z' && name.at[len - 1] == 's');
  }
  return false;
}

/* Returns true for 1, 0 and nothing. */
static bool may_be_flag(const card_value *value) {
  bool is_one = value->number > 0 && !(value->number < 1), is_nought = !(value->number < 0) && !(value->number > 0);
  return value->kind == VALUE_NOT_STATED ||
         (value->kind == VALUE_NUMBER && !(value->number > 1) && (is_one || is_nought));
}

/* Turns 1 and 0 into yes and no if all values of the rows and columns from the first to before the end are such. */
static void settle_part(const card_model *model, size_t first_row, size_t end_row, size_t first, size_t end) {
  for (size_t row = first_row; row < end_row; row++)
    for (size_t i = first; i < end; i++)
      if (model->rows.at[row].unit.len || model->rows.at[row].better || !may_be_flag(&model->rows.at[row].values[i]))
        return;
  for (size_t row = first_row; row < end_row; row++)
    for (size_t i = first; i < end; i++) {
      card_value *value = &model->rows.at[row].values[i];
      if (value->kind == VALUE_NUMBER) value->kind = value->number > 0 ? VALUE_YES : VALUE_NO;
      value->numeric = false;
    }
}

/* Returns true if both names begin with the same text up to a "_". */
static bool are_siblings(card_str a, card_str b) {
  size_t len = text_find(a, S("_"), 0);
  return len < a.len && text_starts(b, text_slice(a, 0, len + 1));
}

/* Returns true for a column that has nothing but 1 and empty cells. */
static bool holds_marks(const card_model *model, size_t subject) {
  bool some = false, others = false;
  for (size_t row = 0; row < model->rows.count; row++) {
    const card_value *value = &model->rows.at[row].values[subject];
    if (value->kind == VALUE_NUMBER ? !may_be_flag(value) || !(value->number > 0) : value->kind != VALUE_NOT_STATED)
      return false;
    some = some || value->kind == VALUE_NUMBER;
    others = others || value->kind == VALUE_NOT_STATED;
  }
  return some && others;
}

/* Finds columns beside one another that mark what applies: domain_content, domain_data. */
static void find_marks(const card_model *model) {
  size_t columns = model->columns.count;
  for (size_t i = 0, end; i < columns; i = end) {
    end = i + 1;
    if (!holds_marks(model, i)) continue;
    card_str name = model->columns.at[i].name;
    while (end < columns && are_siblings(name, model->columns.at[end].name) && holds_marks(model, end)) end++;
    if (end - i > 1) settle_part(model, 0, model->rows.count, i, end);
  }
}

void settle_flags(const card_model *model) {
  size_t rows = model->rows.count, columns = model->columns.count;
  for (size_t i = 0; i < columns; i++)
    if (names_flag(model->columns.at[i].name)) settle_part(model, 0, rows, i, i + 1);
  for (size_t row = 0; row < rows; row++)
    if (names_flag(model->rows.at[row].name)) settle_part(model, row, row + 1, 0, columns);
  find_marks(model);
}
