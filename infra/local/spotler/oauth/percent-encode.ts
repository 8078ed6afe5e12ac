/** RFC 3986 encoding as RFC 5849, 3.6 asks for it: everything but letters, digits and `-._~`, in upper-case hexadecimal. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Undoes it; a text that was never encoded (a stray `%`) is taken as it is. `+` stays: only queries use it for a space. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
