/** Texts of RESX web resources (type 12), by the name that scripts use: without language and extension, or as stored. */
export type Strings = {
  readonly add: (name: string, address: string) => Promise<void>;
  /** Undefined when the resource was not loaded or has no such key: a script lists it under its dependencies. */
  readonly get: (name: string, key: string) => string | undefined;
};

export function readStrings(): Strings {
  const files = new Map<string, ReadonlyMap<string, string>>();
  return {
    add: async (name, address) => {
      const answer = await fetch(address);
      if (!answer.ok) return;
      const texts = readResx(await answer.text());
      files.set(name, texts);
      files.set(name.replace(/\.\d{4}\.resx$/, ''), texts);
      files.set(name.replace(/\.\d{4}\.resx$/, '.resx'), texts);
    },
    get: (name, key) => files.get(name)?.get(key),
  };
}

/** `<data name="key"><value>text</value></data>` */
function readResx(text: string): ReadonlyMap<string, string> {
  const xml = new DOMParser().parseFromString(text, 'text/xml');
  return new Map(
    [...xml.querySelectorAll('root > data')].map((data) => [
      data.getAttribute('name') ?? '',
      data.querySelector('value')?.textContent ?? '',
    ]),
  );
}
