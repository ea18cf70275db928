/** The package as the registry would have it, for tests of what is in it and of what is made with it. */
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
 * Packs what is built, and installs it into a folder of .build/, whose other packages are those of the repository.
 * @param {string} name of the folder @param {string} [template] a folder whose files come into it
 */
export function install(name, template) {
  const folder = resolve('.build', name);
  const home = `${folder}/node_modules/comparison-card`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  // A package of its own: in that of the repository its name would mean the repository.
  writeFileSync(`${folder}/package.json`, '{ "private": true, "type": "module" }\n');
  if (template) cpSync(template, folder, { recursive: true });
  const [{ filename, files }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--loglevel=error', '--pack-destination', folder]),
  );
  const tarball = `${folder}/${filename}`;
  run('tar', ['-xzf', tarball, '--strip-components=1', '-C', home]);
  return { folder, home, tarball, files: files.map((/** @type {{path: string}} */ { path }) => path) };
}
