/** Invented people and firms for demos. */
export const firstNames: readonly string[] = [
  'Anna',
  'Bram',
  'Carla',
  'Daan',
  'Emma',
  'Finn',
  'Greta',
  'Hugo',
  'Iris',
  'Jan',
  'Karin',
  'Lars',
  'Mila',
  'Noah',
  'Olga',
  'Peter',
  'Quinn',
  'Rosa',
  'Sem',
  'Tess',
  'Umar',
  'Vera',
  'Wout',
  'Yara',
  'Zoë',
];

export const lastNames: readonly string[] = [
  'de Boer',
  'van Dijk',
  'Janssen',
  'Bakker',
  'Visser',
  'Smit',
  'Mulder',
  'Bos',
  'Vos',
  'Peters',
  'Hendriks',
  'Dekker',
  'Brouwer',
  'Baker',
  'Carter',
  'Fisher',
  'Gardner',
  'Harper',
  'Marsh',
  'Porter',
  'Shepherd',
  'Walker',
  'Ward',
];

export const companies: readonly string[] = [
  'Lantern Works',
  'Noordzee Handel',
  'Greenfield Supplies',
  'De Gouden Pen',
  'Riverbank Studio',
  'Molenaar & Zn',
  'Harbour Light',
  'Polder Techniek',
  'Oakridge Foods',
  'Blauwe Reiger',
];

export const cities: readonly string[] = [
  'Utrecht',
  'Zwolle',
  'Leiden',
  'Breda',
  'Groningen',
  'Bath',
  'York',
  'Exeter',
];

/** One of a list, the same for the same number; `salt` keeps lists from moving in step. */
export function pick(list: readonly string[], number: number, salt: number): string {
  return list[(number * 7919 + salt * 104_729 + Math.floor(number / list.length)) % list.length] ?? '';
}
