/** A `$filter` as a tree. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'text'; readonly test: TextTest; readonly path: string; readonly value: string }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: ReadonlyMap<string, Parameter> }
  | {
      readonly kind: 'any' | 'all';
      readonly path: string;
      readonly variable: string;
      readonly part: Filter | undefined;
    };

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type TextTest = 'contains' | 'startswith' | 'endswith';

export type Operand =
  | { readonly kind: 'path'; readonly path: string }
  /** `text` as it was written; numbers stay text until the column's type is known, so that 64-bit ones stay exact. */
  | { readonly kind: 'literal'; readonly text: string; readonly quoted: boolean };

export type Parameter = string | readonly string[];
