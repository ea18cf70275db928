/** Converts errors to problems. */

/** @param {import('../../engine/error.js').CardError} error @returns {import('../../engine/error.js').Problem} */
export const problemOf = ({ code, message, path, line, column }) => ({
  code,
  level: 'error',
  message,
  path,
  line,
  column,
});
