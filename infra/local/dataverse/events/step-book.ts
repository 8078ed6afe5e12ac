import { numberOf, type Row, referenceOf, textOf } from '../store/row.ts';
import type { Store } from '../store/store.ts';
import type { DataEvent } from './data-event.ts';

export type StepImage = {
  readonly alias: string;
  readonly when: 'pre' | 'post' | 'both';
  /** Absent: all columns. */
  readonly columns?: ReadonlySet<string>;
  readonly property: string;
};

/** An enabled step whose handler is a webhook. */
export type Step = {
  readonly id: string;
  readonly name: string;
  readonly message: string;
  readonly table: string;
  readonly synchronous: boolean;
  readonly stage: number;
  readonly rank: number;
  readonly filter?: ReadonlySet<string>;
  readonly autoDelete: boolean;
  readonly endpointId: string;
  readonly images: readonly StepImage[];
};

export type StepBook = {
  /** The steps that look at this event, by stage and rank. Column filters count for Update only, and look at what was sent. */
  readonly matching: (event: DataEvent) => readonly Step[];
  readonly hasSyncStep: (events: readonly DataEvent[]) => boolean;
};

/** Reads the rows of steps, images and endpoints again whenever one of these tables has changed. */
export function createStepBook(store: Store): StepBook {
  let book: ReadonlyMap<string, readonly Step[]> = new Map();
  let seen = '';
  const current = () => {
    const stamp = stepTables.map((table) => `${store.rows(table).revision()}`).join();
    if (stamp !== seen) {
      book = readBook(store);
      seen = stamp;
    }
    return book;
  };
  const matching = (event: DataEvent) =>
    (current().get(`${event.message}~${event.table}`) ?? []).filter(
      (step) => event.message !== 'Update' || !step.filter || event.sent.some((column) => step.filter?.has(column)),
    );
  return {
    matching,
    hasSyncStep: (events) => events.some((event) => matching(event).some(({ synchronous }) => synchronous)),
  };
}

const stepTables = ['sdkmessageprocessingstep', 'sdkmessageprocessingstepimage', 'sdkmessage', 'sdkmessagefilter'];

function readBook(store: Store): ReadonlyMap<string, readonly Step[]> {
  const book = new Map<string, Step[]>();
  for (const row of store.rows('sdkmessageprocessingstep').all()) {
    const step = readStep(store, row);
    if (!step) continue;
    const key = `${step.message}~${step.table}`;
    book.set(
      key,
      [...(book.get(key) ?? []), step].sort((a, b) => a.stage - b.stage || a.rank - b.rank),
    );
  }
  return book;
}

function readStep(store: Store, row: Row): Step | undefined {
  const handler = referenceOf(row, 'eventhandler');
  if (numberOf(row, 'statecode') !== 0 || handler?.table !== 'serviceendpoint') return undefined;
  const message = store.rows('sdkmessage').get(referenceOf(row, 'sdkmessageid')?.id ?? '');
  const filter = store.rows('sdkmessagefilter').get(referenceOf(row, 'sdkmessagefilterid')?.id ?? '');
  const columns = readColumnList(row, 'filteringattributes');
  return {
    id: row.id,
    name: textOf(row, 'name'),
    message: message ? textOf(message, 'name') : '',
    table: filter ? textOf(filter, 'primaryobjecttypecode') : 'none',
    synchronous: numberOf(row, 'mode') !== 1,
    stage: numberOf(row, 'stage') ?? 40,
    rank: numberOf(row, 'rank') ?? 1,
    ...(columns && { filter: columns }),
    autoDelete: row.values.asyncautodelete === true,
    endpointId: handler.id,
    images: store.rows('sdkmessageprocessingstepimage').pointingAt('sdkmessageprocessingstepid', row.id).map(readImage),
  };
}

function readImage(row: Row): StepImage {
  const kind = numberOf(row, 'imagetype');
  const columns = readColumnList(row, 'attributes');
  return {
    alias: textOf(row, 'entityalias') || textOf(row, 'name'),
    when: kind === 2 ? 'both' : kind === 1 ? 'post' : 'pre',
    ...(columns && { columns }),
    property: textOf(row, 'messagepropertyname') || 'Target',
  };
}

/** An empty list means all columns. */
function readColumnList(row: Row, column: string): ReadonlySet<string> | undefined {
  const names = textOf(row, column)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? undefined : new Set(names);
}
