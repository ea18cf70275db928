/** Cards for the element's tests. */

/** The title of the built-in card. */
export const BUILTIN = 'Difference between sales and marketing';

/** The title of the card that the demo page holds. */
export const TEA = 'Difference between tea and coffee';

/**
 * A small card of two subjects.
 * @param {string} title
 * @param {string[]} [rows] names of its rows
 */
export function smallCard(title, rows = ['Colour', 'Weight', 'Origin']) {
  return {
    title,
    subjects: ['Left', 'Right'],
    attributes: rows.map((name) => ({ name, values: [`${name} of the left`, `${name} of the right`] })),
  };
}

/** Returns a small card as JSON. @param {string} title @param {string[]} [rows] */
export const smallJson = (title, rows) => JSON.stringify(smallCard(title, rows));

/** A card of five rows; one contains "goal", two "brand". */
export const fiveRows = {
  title: 'Difference between two teams',
  lang: 'en',
  subjects: ['Sales', 'Marketing'],
  attributes: [
    { name: 'Goal', values: ['Closed deals', 'A known brand'] },
    { name: 'Audience', values: ['Ready to buy', 'Not yet ready'] },
    { name: 'Approach', values: ['Pitching', 'Building the brand'] },
    { name: 'Metrics', values: ['Revenue', 'Leads'] },
    { name: 'Time', values: ['Short', 'Long'] },
  ],
};
