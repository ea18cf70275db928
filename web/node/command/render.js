import { render } from '../render.js';
import { readSource } from '../sources/sources.js';
import { UsageError } from './arguments.js';
import { ABOUT_FOLDERS, filesOf, sourceOptions, sourcesOf } from './from.js';
import { makeEach, sayUpload } from './output.js';
import { Addresses } from './pattern.js';

/** @typedef {import('./arguments.js').Values} Values */
/** @typedef {import('../render.js').RenderOptions} RenderOptions */

/** Options of elements only, and of pages only. */
const OF_ELEMENTS = ['src', 'theme'];
const OF_PAGES = ['base', 'url', 'image'];

/** @param {Values} values @returns {RenderOptions['as']} */
function formOf({ page, shadow, ...values }) {
  if (page && shadow) throw new UsageError('--page includes what --shadow writes: use only one of them.');
  const ofPage = OF_PAGES.find((name) => name in values);
  if (ofPage && !page) throw new UsageError(`--${ofPage} needs --page.`);
  const ofElement = OF_ELEMENTS.find((name) => name in values);
  if (ofElement && !page && !shadow) {
    throw new UsageError(`--${ofElement} needs --shadow or --page.`);
  }
  return page ? 'page' : shadow ? 'shadow' : 'article';
}

/** @param {Values} values @param {string[]} paths */
async function run(values, paths) {
  const as = formOf(values);
  const { view, language, theme, base } = values;
  const files = await filesOf(paths, values);
  const addresses = new Addresses(values, files.length);
  const status = await makeEach(files, values.output, 'html', async (bytes, file, note) => {
    const { json } = await readSource(bytes, { ...(await sourcesOf(file, values)), language, note });
    const text = new TextDecoder().decode(json);
    return render(text, { as, view, language, theme, base, ...(await addresses.of(file, text)) });
  });
  if (status === 0 && as === 'page' && !base) sayUpload('to the folder of the page');
  return status;
}

/** @type {import('./arguments.js').Command} */
export const command = {
  name: 'render',
  files: 'FILES|FOLDER…',
  about: 'Writes a card as the HTML that its readers will see.',
  notes:
    'Without --shadow and --page: an article without controls, for feeds and crawlers.\n' +
    'A page loads comparison-card.js from its own folder. With --base, it has the hash of the script.\n\n' +
    'In --url, --src and --image, {id} means the id of the card (its own, or made from its title), and {name} the\n' +
    'name of its file without the extension. Several files need one of the two in --url and in --src: no two\n' +
    `cards may have the same address. The pages in the folder of --output are called {name}.html.\n\n${ABOUT_FOLDERS}`,
  options: {
    shadow: { help: 'the element with declarative shadow DOM, which the script hydrates' },
    page: { help: 'a whole page with it, a title, a description, Open Graph and JSON-LD' },
    view: { value: 'VIEW', help: 'the view, as in a link to the card: "q=goal&only=differences"' },
    language: { value: 'TAG', help: 'the default language of the card: en, pt-BR' },
    src: { value: 'URL', help: "the address of the card's JSON for the script; default: the JSON is in the HTML" },
    theme: { value: 'NAME', choices: ['plain', 'card', 'editorial'], help: 'plain, card or editorial' },
    base: { value: 'URL', help: 'of a page: the folder with the files of dist/ (default: that of the page)' },
    url: { value: 'URL', help: 'of a page: its own address, for search engines and where it is shared' },
    image: { value: 'URL', help: 'of a page: a picture for where it is shared; default: that of a subject' },
    output: { short: 'o', value: 'PATH', help: 'a file, or a folder for several files; default: standard output' },
    ...sourceOptions,
  },
  examples: [
    ['npx comparison-card render card.json', 'Write a card for feeds and crawlers'],
    ['npx comparison-card render --shadow --view only=differences card.json', 'Write it as a part of a page'],
    [
      'npx comparison-card render --page cards -o site/ --url "https://example.org/{name}.html"',
      'Make a page of every card in a folder, each with its own address',
    ],
  ],
  run,
};
