import type { Row, Values } from '../store/row.ts';

/** A value in InputParameters or OutputParameters of an event body. */
export type InputValue =
  | {
      readonly kind: 'entity';
      readonly table: string;
      readonly id: string;
      readonly values: Values;
      readonly labels: boolean;
    }
  | { readonly kind: 'reference'; readonly table: string; readonly id: string }
  | { readonly kind: 'option'; readonly value: number }
  | { readonly kind: 'plain'; readonly value: unknown };

export type Parameter = { readonly key: string; readonly value: InputValue };

/** What a row was and became, for images. */
export type ImageRows = { readonly table: string; readonly pre: Row | undefined; readonly post: Row | undefined };

/** Something that happened in a transaction, before it is known which steps look at it. */
export type DataEvent = {
  readonly message: string;
  /** `none` for a message without a table. */
  readonly table: string;
  readonly id: string;
  readonly depth: number;
  /** Columns in the request; what a step's filter looks at, changed or not. */
  readonly sent: readonly string[];
  readonly input: readonly Parameter[];
  /** The parameters as they were sent, before the platform added columns: those of ParentContext. */
  readonly parentInput: readonly Parameter[];
  readonly output: readonly Parameter[];
  /** By message property name, what images may be taken of. */
  readonly images: ReadonlyMap<string, ImageRows>;
};
