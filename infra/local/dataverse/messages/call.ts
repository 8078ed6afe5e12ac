/** Who asks for something and how; the same for everything one request does. */
export type Call = {
  readonly userId: string;
  /** True for the page and the control surface: column security and hidden rows are for the application user. */
  readonly seesAll: boolean;
  readonly requestId: string;
  readonly correlationId: string;
  readonly userAgent?: string;
  /** `?tag=…`: shown as shared variable `tag` in everything the call triggers. */
  readonly tag?: string;
  /** Header `MSCRM.BypassBusinessLogicExecution`: which custom steps do not run. */
  readonly bypass: ReadonlySet<'sync' | 'async'>;
};
