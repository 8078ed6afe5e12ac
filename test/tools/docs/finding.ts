export type Finding = { readonly path: string; readonly line: number; readonly problem: string };
