/** REST reference, "Understanding the Table service data model", characters disallowed in key fields; Cc is U+0000-001F and U+007F-009F. */
const forbidden = /[/\\#?\p{Cc}]/u;
const slash = /[/\\]/;
const control = /\p{Cc}/u;

export function hasForbiddenCharacter(key: string): boolean {
  return forbidden.test(key);
}

/** A slash or backslash takes the address apart, also when it is encoded. */
export function hasSlash(key: string): boolean {
  return slash.test(key);
}

export function hasControlCharacter(key: string): boolean {
  return control.test(key);
}
