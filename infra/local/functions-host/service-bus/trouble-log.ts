export type TroubleLog = { readonly trouble: (message: string) => void; readonly over: () => void };

/** Says the same trouble once, not once for each loop that has it; again after it was over. */
export function createTroubleLog(write: (message: string) => void): TroubleLog {
  const said = new Set<string>();
  return {
    trouble: (message) => {
      if (said.has(message)) return;
      said.add(message);
      write(message);
    },
    over: () => {
      if (said.size > 0) write('The connection to the Service Bus works again.');
      said.clear();
    },
  };
}
