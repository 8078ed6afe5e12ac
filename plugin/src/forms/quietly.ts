/**
 * Runs a handler whose failure nobody needs to see: a form script that throws puts a dialog before the user. Whatever it would have
 * done is done without it, as the webhook of the save comes anyway.
 */
export function quietly(work: () => void | Promise<void>): void {
  try {
    Promise.resolve(work()).catch(ignore);
  } catch {
    ignore();
  }
}

function ignore(): void {}
