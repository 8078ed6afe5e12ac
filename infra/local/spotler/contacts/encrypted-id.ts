/** Odd, so that multiplying by it modulo 2^32 can be undone: ids look random and are the same on every run. */
const factor = 2_654_435_761;
/** factor × inverse = 1 modulo 2^32. */
const inverse = 244_002_641;

/** The id that Mail+ itself gives (specification, Contact.encryptedId), here derived from the running number. */
export function encryptedId(number: number): string {
  return (Math.imul(number, factor) >>> 0).toString(36).padStart(7, '0');
}

export function fromEncryptedId(id: string): number {
  return Math.imul(Number.parseInt(id, 36) >>> 0, inverse) >>> 0;
}
