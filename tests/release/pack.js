/** The package as published, for tests of its content and use. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** @param {string} command @param {string[]} args @param {import('node:child_process').SpawnSyncOptions} [options] */
export function run(command, args, options) {
  const { status, stdout, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Packs the build and installs it into a folder, by default of .build/, next to the repository's other packages.
 * @param {string} name of the folder; or an absolute path, for a package that finds no others @param {string} [template] a folder to copy into it
 */
export function install(name, template) {
  const folder = resolve('.build', name);
  const home = `${folder}/node_modules/comparison-card`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  // Needs its own package.json: in the repository's, the package's name would be the repository itself.
  writeFileSync(`${folder}/package.json`, '{ "private": true, "type": "module" }\n');
  if (template) cpSync(template, folder, { recursive: true });
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder]),
  );
  const tarball = `${folder}/${filename}`;
  run('tar', ['-xzf', tarball, '--strip-components=1', '-C', home]);
  return { folder, home, tarball, files: files.map((/** @type {{path: string}} */ { path }) => path) };
}
