import { readFileSync } from 'node:fs';

/** The q-th part (0..1) of the values, which need not be sorted. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

/** Processor time of a process so far, user and system, in milliseconds (Linux: /proc/<pid>/stat, 100 ticks a second). */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory of a process in MB. */
export function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Runs `work` for each index below `count`, `width` at a time; gives how long each took in ms and all together in seconds. */
export async function runMany(
  count: number,
  width: number,
  work: (index: number) => Promise<void>,
): Promise<{ readonly eachMs: readonly number[]; readonly seconds: number }> {
  const eachMs: number[] = [];
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < count; index = next++) {
        const begun = performance.now();
        await work(index);
        eachMs.push(performance.now() - begun);
      }
    }),
  );
  return { eachMs, seconds: (performance.now() - start) / 1000 };
}

/** One line of a result: name, then figures with their units. */
export function report(name: string, figures: Readonly<Record<string, number>>): void {
  const parts = Object.entries(figures).map(
    ([unit, value]) => `${unit} ${value >= 100 ? Math.round(value) : value.toFixed(2)}`,
  );
  console.log(`${name.padEnd(44)} ${parts.join('   ')}`);
}
