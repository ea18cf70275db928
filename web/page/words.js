/**
 * Returns the name of a language's file in data/labels/. Script and region decide: `zh-TW` is `zh-Hant`, `pt-AO` is
 * `pt-PT`. For a tag that is not of BCP 47, its first part.
 * @param {string} tag
 */
export function wordsNamed(tag) {
  try {
    const { language, script, region } = new Intl.Locale(tag).maximize();
    if (script === 'Hant') return `${language}-Hant`;
    return language === 'pt' && region !== 'BR' ? 'pt-PT' : language;
  } catch {
    return tag.toLowerCase().split('-')[0];
  }
}
