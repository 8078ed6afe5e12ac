/** Undefined for what is no JSON: the parser's own error quotes the text, which may hold a person. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The caller's schema says what is missing.
    return undefined;
  }
}
