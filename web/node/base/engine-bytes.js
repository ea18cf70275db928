/** The engine's module, part of this file in base64: packed like a page's, it would take 20 ms more to unpack. */
export function engineBytes() {
  const text = atob(ENGINE_IN_BASE64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
