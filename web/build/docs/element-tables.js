/** Lists what the element has, from dist/custom-elements.json, in Markdown. */
import { readFileSync } from 'node:fs';
import { code, tableOf } from './table.js';

/** @typedef {import('custom-elements-manifest').CustomElementDeclaration} Declaration */

/** Returns a description with its default. @param {{description?: string, default?: string}} thing */
const meaning = ({ description = '', default: value = 'inherit' }) =>
  description + (value === 'inherit' ? '' : ` Default: ${code(value)}.`);

/** @param {{type?: {text: string}}} thing */
const typeOf = ({ type }) => (type ? code(type.text) : '');

/** The tables by name. @type {Record<string, (element: Declaration) => string>} */
const TABLES = {
  attributes: ({ attributes = [] }) =>
    tableOf(
      ['Attribute', 'Values', 'Meaning'],
      attributes.map((one) => [code(`${one.name}`), typeOf(one), meaning(one)]),
    ),
  properties: ({ members = [] }) => {
    const fields = members.filter((member) => member.kind === 'field');
    const rows = fields.map((one) => {
      const note = one.readonly ? ' Read-only.' : '';
      return [code(one.name), typeOf(one), meaning(one) + note];
    });
    return tableOf(['Property', 'Type', 'Meaning'], rows);
  },
  methods: ({ members = [] }) => {
    const methods = members.filter((member) => member.kind === 'method');
    const rows = methods.map((one) => {
      const names = (one.parameters ?? []).map(({ name }) => name).join(', ');
      return [code(`${one.name}(${names})`), one.return?.type ? code(one.return.type.text) : '', one.description ?? ''];
    });
    return tableOf(['Method', 'Returns', 'Meaning'], rows);
  },
  events: ({ events = [] }) =>
    tableOf(
      ['Event', 'Type', 'When'],
      events.map((one) => [code(one.name), typeOf(one), one.description ?? '']),
    ),
  parts: ({ cssParts = [] }) =>
    tableOf(
      ['Part', 'What it is'],
      cssParts.map((one) => [code(one.name), meaning(one)]),
    ),
  'custom-properties': ({ cssProperties = [] }) =>
    tableOf(
      ['Custom property', 'Meaning'],
      cssProperties.map((one) => [code(one.name), meaning(one)]),
    ),
};

/** Returns a table. @param {string} name */
export function elementTable(name) {
  const { modules } = JSON.parse(readFileSync('dist/custom-elements.json', 'utf8'));
  const declarations = modules.flatMap((/** @type {any} */ module) => module.declarations ?? []);
  return TABLES[name](declarations.find((/** @type {any} */ one) => one.tagName === 'comparison-card'));
}
