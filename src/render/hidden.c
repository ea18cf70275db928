#include "render/hidden.h"

#include "base/text.h"

void write_hidden(writer *w) {
  char shown[CARD_COUNT_MAX], all[CARD_COUNT_MAX];
  const card_str texts[] = {count_text(w->selection.column_count, shown), count_text(w->model->columns.count, all)};
  emit(w, " · <bdi%l{subjects}>%t{subjects}: %t0/%t1</bdi>", texts);
}

void write_unhide(writer *w) { emit(w, BUTTON "name=\"show\" value=\"\">%w{subjects}: %w{all}</button>", NULL); }
