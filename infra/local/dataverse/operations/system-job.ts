import { DataverseError } from '../errors.ts';
import { newGuid } from '../guid.ts';
import { toIsoTime } from '../iso-time.ts';
import type { Organisation } from '../organisation/organisation.ts';
import type { Values } from '../store/row.ts';

const underWay = { statecode: 2, statuscode: 20 };
const succeeded = { statecode: 3, statuscode: 30 };
const failed = { statecode: 3, statuscode: 31 };

/** Operation types of asyncoperation. */
export const jobTypes = { importSolution: 202, deleteAndPromote: 207 } as const;

/**
 * A system job that works after the call that ordered it has answered: under way at first, then done, or failed with the code and
 * the sentence. Answers its id.
 */
export function startSystemJob(
  org: Organisation,
  job: { readonly name: string; readonly type: number },
  work: () => void,
): string {
  const id = newGuid(org.clock.now());
  const time = () => toIsoTime(org.clock.now());
  const put = (values: Values) => {
    const before = org.store.rows('asyncoperation').get(id)?.values ?? {};
    org.store.apply([{ table: 'asyncoperation', id, after: { id, version: 0n, values: { ...before, ...values } } }]);
  };
  put({ name: job.name, operationtype: job.type, createdon: time(), startedon: time(), ...underWay });
  setTimeout(() => {
    try {
      work();
      put({ completedon: time(), ...succeeded });
    } catch (error) {
      put({ completedon: time(), ...failed, ...describe(error) });
    }
  }, 0);
  return id;
}

function describe(error: unknown): Values {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof DataverseError ? Number.parseInt(error.code, 16) | 0 : -1;
  return { message, friendlymessage: message, errorcode: code };
}
