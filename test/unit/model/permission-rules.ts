import type { Person } from './simulated-crm.ts';

type Cause = 'recipient' | 'somebody';
type Suppressed = 'bounce' | 'global';

/** A contact on the platform: whether it is on (undefined = never set), where it is, and whether it is closed for everything. */
type Contact = { on: boolean | undefined; at: string | undefined; closed: boolean };

type Mine = {
  at: string | undefined;
  said: 'yes' | 'no' | 'nothing';
  cleared: number;
  carried: boolean;
  told: boolean | undefined;
  contact: Contact | undefined;
  rows: Map<number, boolean>;
  /** Not looked at since the organisation came back from a backup. */
  restored: boolean;
};

/** A contact that is not ours: what it was when it was seen last, by address. */
type Form = Contact & { readonly seen: Map<string, boolean | undefined> };

/**
 * The rules of one permission, for people who are looked at after every single change and a platform that is read now and then: written
 * from the rules alone, it shares no code with the relay. `crm` is the model's own: what is written back is written there.
 */
export function createRules(crm: readonly Person[], refusing?: number) {
  const counts = new Map<string, number>();
  const causes = new Map<string, Cause>();
  const suppressed = new Map<string, Suppressed>();
  const origin = new Map<number, number>();
  /** The version of each permission row when it was seen last, and of those that were seen gone since. */
  const versions = new Map<number, number>();
  const gone = new Map<number, number>();
  const forms = new Map<string, Form>();
  const persons: Mine[] = crm.map(() => ({
    ...{ at: undefined, said: 'nothing', cleared: 0, carried: false, told: undefined, contact: undefined },
    rows: new Map(),
    restored: false,
  }));
  const toLookAt = new Set<number>();
  let isRead = false;

  const count = (at: string | undefined) => (at === undefined ? 0 : (counts.get(at) ?? 0));
  const followsHer = (at: string | undefined) => at !== undefined && suppressed.get(at) === 'global';
  const tell = (at: string, but?: number) => {
    for (const [index, { at: other }] of persons.entries()) if (other === at && index !== but) toLookAt.add(index);
  };

  function withdraw(at: string | undefined, cause: Cause, by?: number): void {
    if (at === undefined) return;
    counts.set(at, count(at) + 1);
    causes.set(at, cause);
    tell(at, by);
  }

  function suppress(at: string | undefined, cause: Suppressed): void {
    if (at === undefined || suppressed.get(at) === 'global' || suppressed.get(at) === cause) return;
    suppressed.set(at, cause);
    tell(at);
  }

  /** Her yes does not count where she is, or did not where she was last. */
  function isWithheld(mine: Mine): boolean {
    if (mine.carried) return true;
    return mine.at !== undefined && mine.said === 'yes' && (mine.cleared < count(mine.at) || followsHer(mine.at));
  }

  /** `latchesNothing`: before such an off the contact is read, which finds at last what the recipient did there. */
  function decide(mine: Mine, wanted: boolean, latchesNothing: boolean, places: ReadonlySet<string | undefined>): void {
    const { contact, told } = mine;
    if (!wanted && told && latchesNothing) {
      if (contact?.closed && contact.at !== undefined) for (const at of places) suppress(at, 'bounce');
      if (!contact?.on) for (const at of places) withdraw(at, 'recipient');
    }
    if (wanted && told !== true && contact?.closed) {
      for (const at of places) suppress(at, 'global');
      mine.told = false;
      return;
    }
    // Until the platform was read, what it has off is not ours, and what it never had stays so.
    if (!isRead && told === undefined && !contact?.on) return;
    if (wanted !== told && contact) contact.on = wanted;
    mine.told = wanted;
  }

  function look(index: number): void {
    const [mine, person] = [persons[index], crm[index]];
    if (!mine || !person) return;
    const places = new Set([mine.at, person.exists ? person.address : undefined]);
    if (!person.exists) {
      decide(mine, false, true, places);
      const nothing = { at: undefined, said: 'nothing', cleared: 0, restored: false } as const;
      Object.assign(mine, { carried: isWithheld(mine) }, nothing);
      return;
    }
    const { permission } = person;
    const says = permission === undefined ? 'nothing' : permission.granted ? 'yes' : 'no';
    const from =
      permission && says === 'yes' && mine.rows.get(permission.row) !== true ? origin.get(permission.row) : undefined;
    const other = from === undefined || from === index ? undefined : persons[from];
    // Whatever the other one says now that her row has left her: a withdrawal she did not clear was made while it was hers.
    const isOthers = (at: string | undefined) =>
      other !== undefined && at !== undefined && (other.cleared < count(at) || followsHer(at));
    for (const row of mine.rows.keys())
      if (row !== permission?.row && origin.get(row) === index) gone.set(row, versions.get(row) ?? 0);
    // Nobody gave it anew: it came from a backup.
    const isBack = permission !== undefined && says === 'yes' && permission.version <= (gone.get(permission.row) ?? -1);
    const carried = isBack || (other !== undefined && (other.carried || isOthers(other.at)));
    const was = isWithheld(mine);
    if (person.address !== mine.at) {
      Object.assign(mine, { at: person.address, said: 'nothing', cleared: says === 'yes' && was ? -1 : 0 });
    }
    const { at } = mine;
    if (at !== undefined) {
      const withdraws =
        !person.merged && ((mine.said === 'yes' && says !== 'yes') || (says === 'no' && mine.said !== 'no'));
      if (withdraws && !mine.restored) withdraw(at, 'somebody', index);
      if (says === 'yes' && (carried || (mine.restored && mine.said !== 'yes'))) mine.cleared = -1;
      else if (says !== 'yes' && !person.merged) mine.cleared = count(at);
      mine.said = says;
    }
    if (permission) {
      origin.set(permission.row, index);
      versions.set(permission.row, permission.version);
      if (!isBack) gone.delete(permission.row);
    }
    mine.rows = new Map(permission ? [[permission.row, permission.granted]] : []);
    const stays = (at === undefined || person.merged) && says !== 'no' && (was || carried);
    mine.carried = stays || (says === 'yes' && at !== undefined && (mine.cleared < count(at) || followsHer(at)));
    const isCleared = at !== undefined && mine.cleared >= count(at);
    const yes = says === 'yes' && isCleared && !suppressed.has(at);
    const isOut = !person.active || person.merged;
    if (!isOut) mine.contact = { on: undefined, closed: false, ...mine.contact, at: person.address };
    const unlatched = isOut || (says === 'yes' && at === undefined) || (mine.restored && says === 'nothing');
    const isOwed =
      says === 'yes' && at !== undefined && !isCleared && !suppressed.has(at) && causes.get(at) === 'recipient';
    // Until the platform's own opt-outs are read, a yes waits.
    if (isRead || !yes || isOut) decide(mine, yes && !isOut, unlatched, places);
    mine.restored = false;
    if (isOwed && count(at) > 0 && permission && index !== refusing) {
      // Written back: as good as a look without yes, and nobody's withdrawal.
      permission.granted = false;
      mine.rows = new Map([[permission.row, false]]);
      Object.assign(mine, { said: 'no', cleared: count(at), carried: false });
    }
  }

  function lookAtAll(): void {
    for (const index of toLookAt) {
      toLookAt.delete(index);
      look(index);
    }
  }

  /** What was there before anything was ever given. */
  function readFirst(): void {
    for (const { contact, told } of persons) {
      if (!contact) continue;
      if (contact.closed && contact.at !== undefined) suppress(contact.at, 'global');
      if (contact.on === false && told === undefined) withdraw(contact.at, 'somebody');
    }
    for (const form of forms.values()) {
      if (form.closed && form.at !== undefined) suppress(form.at, 'global');
      if (form.on === false) withdraw(form.at, 'somebody');
      if (form.at !== undefined) form.seen.set(form.at, form.on);
    }
    isRead = true;
    for (const [index, { exists }] of crm.entries()) if (exists) toLookAt.add(index);
    lookAtAll();
  }

  return {
    look: (index: number) => {
      toLookAt.add(index);
      lookAtAll();
    },
    /** A contact by the record that it is of, or by the name of its form. */
    contact: (who: number | string): Contact | undefined =>
      typeof who === 'number' ? persons[who]?.contact : forms.get(who),
    /** A contact that is there before everything. */
    add: (who: number | string, contact: Contact): void => {
      if (typeof who !== 'number') forms.set(who, { ...contact, seen: new Map() });
      else Object.assign(persons[who] ?? {}, { contact: { ...contact } });
    },
    /** The platform is read: first everything that was there before, then what differs from what it was told. */
    poll: () => {
      if (!isRead) readFirst();
      for (const each of [...persons.map(({ contact }) => contact), ...forms.values()])
        if (each?.closed && each.at !== undefined && !suppressed.has(each.at)) suppress(each.at, 'global');
      for (const [index, mine] of persons.entries()) {
        if (mine.told && !mine.contact?.on) withdraw(mine.at, 'recipient');
        if (!mine.told && mine.contact?.on) {
          // Nobody in the CRM gave it: as if it was never told, so that it is told now.
          mine.told = undefined;
          toLookAt.add(index);
        }
      }
      for (const form of forms.values()) {
        if (form.at === undefined) continue;
        if (form.on === false && form.seen.get(form.at)) withdraw(form.at, 'recipient');
        form.seen.set(form.at, form.on);
      }
      lookAtAll();
    },
    /** From here on a first look takes only what was said before. */
    restored: () => {
      for (const [index, mine] of persons.entries()) {
        mine.restored = true;
        toLookAt.add(index);
      }
      lookAtAll();
    },
    on: () => persons.map(({ contact }) => contact?.on ?? false),
  };
}
