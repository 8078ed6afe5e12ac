import { strFromU8 } from 'fflate';
import { eachPackage } from './finding.ts';
import { isXml } from './read-package.ts';

/** Addresses that are names of XML formats, and the placeholder of the webhook. */
const harmless =
  /^https?:\/\/(www\.w3\.org|schemas\.microsoft\.com|schemas\.openxmlformats\.org|set-after-import\.invalid)\//;

/** Hosts that belong to one organisation or one deployment. */
const environment =
  /[\w.-]+\.(dynamics\.com|azurewebsites\.net|servicebus\.windows\.net|core\.windows\.net|vault\.azure\.net|onmicrosoft\.com)\b|\blocalhost(?=:\d)/i;

const secrets: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/<\w*(authvalue|saskey|password|secret)\w*>\s*[^<\s]/i, 'an element that holds a secret'],
  [/\b(AccountKey|SharedAccessKey|client_secret|ClientSecret)\s*=\s*[\w+/-]{8}/i, 'a connection string or secret'],
  [/\beyJ[\w-]{20,}\.[\w-]{10,}/, 'a token'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY/, 'a private key'],
];

/** A package is the same for everybody: no secret and no address of an environment is in any part of it. */
export const noSecrets = eachPackage((pack) =>
  [...pack.parts].flatMap(([path, bytes]) => {
    const text = strFromU8(bytes);
    const file = `${pack.zip}/${path}`;
    const host = environment.exec(text)?.[0];
    // Scripts carry addresses of documentation; the XML of a solution has no reason to.
    const address = isXml(path)
      ? [...text.matchAll(/https?:\/\/[^\s"'<>]+/g)].find(([url]) => !harmless.test(url))?.[0]
      : undefined;
    return [
      ...secrets.flatMap(([pattern, what]) =>
        pattern.test(text)
          ? [{ file, element: what, message: 'take it out: the installer sets it after the import' }]
          : [],
      ),
      ...(host === undefined ? [] : [{ file, element: host, message: 'is the host of one environment: take it out' }]),
      ...(address === undefined || address.includes(host ?? '\n')
        ? []
        : [
            {
              file,
              element: address,
              message: 'is an address: a package has none; if it is the name of a format, add it to the rule',
            },
          ]),
    ];
  }),
);
