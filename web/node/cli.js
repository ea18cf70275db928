#!/usr/bin/env node
/** The command line: `npx comparison-card COMMAND …`. */
import { readArguments, suggestion, UsageError } from './command/arguments.js';
import { command as check } from './command/check.js';
import { command as convert } from './command/convert.js';
import { command as embed } from './command/embed.js';
import { helpOf, helpOfAll } from './command/help.js';
import { command as render } from './command/render.js';
import { command as serve } from './command/serve.js';

const COMMANDS = [render, check, convert, embed, serve];

/** @param {string[]} args @returns {Promise<number>} the exit status */
async function main([name, ...args]) {
  const command = COMMANDS.find((one) => one.name === name);
  if (command) {
    const { values, files } = readArguments(command, args);
    if (!values.help) return command.run(values, files);
    process.stdout.write(`${helpOf(command)}\n`);
  } else if (name === '--version' || name === '-v') {
    process.stdout.write(`${VERSION}\n`);
  } else if (name === '--help' || name === '-h' || name === 'help') {
    const about = COMMANDS.find((one) => one.name === args[0]);
    process.stdout.write(`${about ? helpOf(about) : helpOfAll(COMMANDS)}\n`);
  } else if (name === undefined) {
    throw new UsageError(`Name a command: ${COMMANDS.map((one) => one.name).join(', ')}.`);
  } else {
    throw new UsageError(
      `There is no command ${name}.${suggestion(
        name,
        COMMANDS.map((one) => one.name),
      )}`,
    );
  }
  return 0;
}

// Who reads our output may have seen enough, as `head` has.
process.stdout.on('error', (error) => {
  if (/** @type {any} */ (error).code === 'EPIPE') process.exit(0);
  process.stderr.write(`comparison-card: Standard output takes no more: ${error.message}.\n`);
  process.exit(1);
});
process.stderr.on('error', () => {}); // nobody is left to tell

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  const about = COMMANDS.some((one) => one.name === args[0]) ? ` ${args[0]}` : '';
  process.stderr.write(`comparison-card: ${error.message}\nSee: npx comparison-card${about} --help\n`);
  process.exitCode = 2;
}
