/** Text as bytes and back, for all. */
export const encoder = new TextEncoder();
export const decoder = new TextDecoder();
