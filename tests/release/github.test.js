/** .github/: workflows run scripts that exist, and forms are valid for GitHub. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';

/** @param {string} folder @returns {[string, any][]} the names of its YAML files, and what they hold */
const yamlIn = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => [name, load(readFileSync(join(folder, name), 'utf8'), { filename: name })]);

const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const workflows = yamlIn('.github/workflows');

/** Returns all steps of a workflow. @param {any} workflow @returns {any[]} */
const stepsOf = ({ jobs }) => Object.values(jobs).flatMap(({ steps = [] }) => steps);

/** Returns the npm scripts that a workflow runs. @param {any} workflow */
const scriptsOf = (workflow) =>
  stepsOf(workflow).flatMap(({ run = '' }) =>
    [...run.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, named, test]) => named ?? test),
  );

describe('workflows', () => {
  for (const [name, workflow] of workflows) {
    test(`${name} runs scripts that package.json has`, () => {
      const names = scriptsOf(workflow);
      assert.ok(names.length > 0);
      for (const script of names) assert.ok(scripts[script], `There is no npm run ${script}`);
    });

    test(`${name} pins each action by its major version, and may only read if no job says more`, () => {
      const uses = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
      for (const action of uses) assert.match(action, /^actions\/[\w-]+@v\d+$/);
      assert.deepEqual(workflow.permissions, { contents: 'read' });
    });

    test(`${name} names jobs and workflows that exist`, () => {
      const jobs = Object.values(/** @type {Record<string, any>} */ (workflow.jobs));
      const missing = jobs.filter(({ needs, uses }) => (needs && !workflow.jobs[needs]) || (uses && !existsSync(uses)));
      assert.deepEqual(missing, []);
    });
  }

  const { 'ci.yml': ci, 'release.yml': release } = Object.fromEntries(workflows);

  test('ci.yml runs the two commands with the oldest version of Node.js and a newer one', () => {
    assert.deepEqual(scriptsOf(ci), ['build', 'test']);
    const [oldest, ...newer] = ci.jobs.test.strategy.matrix.node.map(Number);
    assert.equal(oldest, Number(/\d+/.exec(engines.node)?.[0]));
    assert.ok(newer.length > 0 && newer.every((version) => version > oldest));
  });

  test('release.yml tests before it attaches the files', () => {
    assert.deepEqual(release.on, { push: { tags: ['v*'] } });
    assert.equal(release.jobs.test.uses, './.github/workflows/ci.yml');
    assert.ok('workflow_call' in ci.on);
    assert.deepEqual([release.jobs.archive.needs, release.jobs.attach.needs], ['test', 'archive']);
  });
});

describe('forms', () => {
  const forms = yamlIn('.github/ISSUE_TEMPLATE');

  for (const [name, form] of forms.filter(([name]) => name !== 'config.yml')) {
    test(`${name} has what GitHub asks of a form`, () => {
      assert.ok(form.name && form.description);
      const fields = form.body.filter(({ type }) => type !== 'markdown');
      for (const { type, id, attributes } of fields) {
        assert.match(type, /^(input|textarea)$/);
        assert.match(id, /^[a-z]+$/);
        assert.ok(attributes.label);
      }
      assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length);
      assert.ok(fields.some(({ validations }) => validations?.required));
    });
  }

  test('lead from bugs to SECURITY.md for security problems', () => {
    const [{ attributes }] = Object.fromEntries(forms)['1-bug.yml'].body;
    assert.match(attributes.value, /\(\.\.\/blob\/main\/SECURITY\.md#how-to-report\)/);
    assert.match(readFileSync('SECURITY.md', 'utf8'), /^## How to report$/m);
  });
});

test('dependabot.yml looks for updates where there are lock files, and of actions', () => {
  const { updates } = load(readFileSync('.github/dependabot.yml', 'utf8'));
  const npm = updates.filter((update) => update['package-ecosystem'] === 'npm');
  assert.deepEqual(
    npm.map(({ directory }) => directory),
    ['package-lock.json', 'tests/bench/package-lock.json'].filter(existsSync).map((file) => join('/', dirname(file))),
  );
  assert.ok(updates.some((update) => update['package-ecosystem'] === 'github-actions'));
});
