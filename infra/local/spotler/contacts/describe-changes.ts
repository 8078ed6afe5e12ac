import type { Property } from '../account/read-account.ts';
import type { Contact } from './contact.ts';

type Parts = Pick<Contact, 'values' | 'bits' | 'state' | 'bounced'>;

/** What is different now, in words for the history: bits with their names ("Newsletter: off → on"), the rest by name. */
export function describeChanges(before: Parts, after: Parts, properties: readonly Property[]): readonly string[] {
  const state = before.state === after.state ? [] : [`${before.state} → ${after.state}`];
  const bounced = before.bounced === after.bounced ? [] : [after.bounced ? 'e-mail closed' : 'e-mail open again'];
  return [...state, ...bounced, ...properties.flatMap((property) => describe(before, after, property))];
}

function describe(before: Parts, after: Parts, property: Property): readonly string[] {
  if (property.type === 'set') {
    const [was, is] = [before.bits[property.name] ?? {}, after.bits[property.name] ?? {}];
    return property.entries
      .filter(({ bit }) => Boolean(was[bit]) !== Boolean(is[bit]))
      .map(({ bit, description }) => once(`${description}: ${onOff(was[bit])} → ${onOff(is[bit])}`));
  }
  const [was, is] = [before.values[property.name], after.values[property.name]];
  if (was === is) return [];
  if (was === undefined) return [once(`${property.name} set`)];
  return [once(`${property.name} ${is === undefined ? 'cleared' : 'changed'}`)];
}

function onOff(value: boolean | undefined): string {
  return value ? 'on' : 'off';
}

/** The same few texts for a million contacts: kept once. */
function once(text: string): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  texts.set(text, text);
  return text;
}

const texts = new Map<string, string>();
