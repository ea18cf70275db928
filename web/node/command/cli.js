#!/usr/bin/env node
/** The command line: `npx comparison-card COMMAND …`. */
import { readArguments, suggestion, UsageError } from './arguments.js';
import { command as check } from './check.js';
import { command as convert } from './convert.js';
import { command as embed } from './embed.js';
import { helpOf, helpOfAll } from './help.js';
import { command as render } from './render.js';
import { command as serve } from './serve.js';
import { say, sayLines } from './terminal.js';

const COMMANDS = [render, check, convert, embed, serve];

/** @param {string[]} args @returns {Promise<number>} the exit status */
async function main([name, ...args]) {
  const command = COMMANDS.find((one) => one.name === name);
  if (command) {
    const { values, files } = readArguments(command, args);
    if (!values.help) return command.run(values, files);
    sayLines(process.stdout, helpOf(command));
  } else if (name === '--version' || name === '-v') {
    say(process.stdout, VERSION);
  } else if (name === '--help' || name === '-h' || name === 'help') {
    const about = COMMANDS.find((one) => one.name === args[0]);
    sayLines(process.stdout, about ? helpOf(about) : helpOfAll(COMMANDS));
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

// A reader of our output may stop early, like `head`.
process.stdout.on('error', (error) => {
  if (/** @type {any} */ (error).code === 'EPIPE') process.exit(0);
  say(process.stderr, `comparison-card: Standard output takes no more: ${error.message}.`);
  process.exit(1);
});
process.stderr.on('error', () => {}); // nowhere left to report it

/** Reports an internal error. @param {unknown} error */
function sayFault(error) {
  say(process.stderr, 'comparison-card: This is a fault of comparison-card. Please report it with the lines below.');
  sayLines(process.stderr, error instanceof Error ? `${error.stack}` : `${error}`);
}

process.on('uncaughtException', (error) => {
  sayFault(error);
  process.exit(1);
});

const args = process.argv.slice(2);
try {
  process.exitCode = await main(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  const about = COMMANDS.some((one) => one.name === args[0]) ? ` ${args[0]}` : '';
  say(process.stderr, `comparison-card: ${error.message}`);
  say(process.stderr, `See: npx comparison-card${about} --help`);
  process.exitCode = 2;
}
