import { guidOf } from '../guid.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { ManyFrom } from '../schema/many-to-many.ts';
import { type Row, referenceOf } from '../store/row.ts';
import type { Plan } from './plans.ts';
import type { At } from './references.ts';

/** The rows at the other end of a relationship of many to many. */
export function associatedRows(org: Organisation, many: ManyFrom, id: string): readonly Row[] {
  return org.store
    .rows(many.intersect)
    .pointingAt(many.own.column, id)
    .flatMap((row) => org.store.rows(many.other.table).get(referenceOf(row, many.other.column)?.id ?? '') ?? []);
}

/** Messages Associate and Disassociate: a row of the intersect table comes or goes; repeating it changes nothing. */
export function planAssociation(at: At, many: ManyFrom, otherId: string, associate: boolean): Plan {
  return (tx) => {
    const id = guidOf(`${many.intersect} ${[at.id, otherId].toSorted().join(' ')}`);
    const values = {
      [many.own.column]: { table: many.own.table, id: at.id },
      [many.other.column]: { table: many.other.table, id: otherId },
    };
    if (associate && !tx.get(many.intersect, id)) tx.put(many.intersect, { id, version: 0n, values });
    if (!associate) {
      const rows = tx.pointingAt(many.intersect, many.own.column, at.id);
      for (const row of rows) {
        if (referenceOf(row, many.other.column)?.id === otherId) tx.remove(many.intersect, row.id);
      }
    }
    return { table: at.table, id: at.id, what: 'linked' };
  };
}
