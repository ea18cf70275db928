#include "render/controls.h"

#include "base/text.h"

#define ONLY(value, number, label)                                                                                     \
  "<label><input type=\"radio\" name=\"only\" value=\"" value "\"%c" number "><span>%w{" label "}</span></label>"

static void write_only(writer *w) {
  if (w->model->columns.count < 2) return;
  w->number = w->selection.only;
  emit(w,
       "<fieldset part=\"only\"><legend>%w{show}</legend>" ONLY("", "0", "all") ONLY("differences", "1", "differences")
           ONLY("similarities", "2", "similarities") "</fieldset>",
       NULL);
}

static bool is_shown(const writer *w, size_t subject) {
  for (size_t i = 0; i < w->selection.column_count; i++)
    if (w->selection.columns[i] == subject) return true;
  return false;
}

/* The start of a button with a menu, up to the menu's content. */
#define MENU(id, label)                                                                                                \
  BUTTON "popovertarget=\"" id "\">%w{" label "}</button><div part=\"menu\" popover id=\"" id "\">"

/* With two subjects, there is no choice. */
static void write_column_choices(writer *w) {
  if (w->model->columns.count < 3) return;
  emit(w,
       MENU("subjects", "subjects") BUTTON "name=\"show\" value=\"\">%w{all}</button>" BUTTON
                                           "name=\"show\" value=\"-\">%w{none}</button>",
       NULL);
  for (size_t i = 0; i < w->model->columns.count; i++) {
    w->number = is_shown(w, i);
    emit(w, "<label><input type=\"checkbox\" name=\"show\" value=\"%t0\"%c1> <bdi>%t1</bdi></label>",
         &w->model->columns.at[i]);
  }
  emit(w, "</div>", NULL);
}

#define DO(what, label) BUTTON "name=\"do\" value=\"" what "\">" label "</button>"
#define FORMATS(action)                                                                                                \
  DO(action ":md", "Markdown") DO(action ":csv", "CSV") DO(action ":json", "JSON") DO(action ":html", "HTML")

static void write_actions(writer *w) {
  emit(w, MENU("share", "share") "<fieldset><legend>%w{copy}</legend>" DO("copy:link", "%w{link}"), NULL);
  if (w->model->answer.len) emit(w, DO("copy:answer", "%w{answer}"), NULL);
  emit(w,
       DO("copy:table", "%w{table}")
           FORMATS("copy") "</fieldset><fieldset><legend>%w{download}</legend>" FORMATS("save") "</fieldset></div>",
       NULL);
}

/* Returns the first word of a name: enough for a query to find the subject. */
static card_str first_word(card_str name) { return text_slice(name, 0, text_find(name, S(" "), 0)); }

/* An attribute cannot contain <bdi>: FSI and PDI isolate the placeholder. */
void write_controls(writer *w) {
  emit(w,
       "<form part=\"filter\"><div part=\"search\">"
       "<input part=\"field\" type=\"search\" name=\"q\" aria-label=\"%t{filter}\" autocomplete=\"off\" "
       "autocapitalize=\"none\" spellcheck=\"false\" aria-describedby=\"hint\" "
       "placeholder=\"\u2068%t{placeholder}\u2069\" value=\"%t0\">"
       "<button part=\"clear\" type=\"reset\">%w{clear}</button>"
       "<small part=\"hint\" id=\"hint\">%b1{hint}</small></div>",
       (card_str[]){w->selection.view.parts[VIEW_Q], first_word(w->model->columns.at->name)});
  write_only(w);
  write_column_choices(w);
  write_actions(w);
}
