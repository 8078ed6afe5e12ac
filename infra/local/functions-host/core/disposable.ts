/** The class the worker hands to apps: `dispose` undoes a registration once, however often it is called. */
export class Disposable {
  #undo: (() => void) | undefined;

  constructor(undo: () => void) {
    this.#undo = undo;
  }

  static from(...disposables: readonly { dispose?: () => unknown }[]): Disposable {
    return new Disposable(() => {
      for (const disposable of disposables) disposable.dispose?.();
    });
  }

  dispose(): void {
    this.#undo?.();
    this.#undo = undefined;
  }
}
