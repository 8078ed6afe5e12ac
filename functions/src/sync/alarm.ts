/** Something that a person has to see. `code` stays the same while it lasts, the text may change. No ids of people, no values. */
export type Alarm = { readonly code: string; readonly text: string };
