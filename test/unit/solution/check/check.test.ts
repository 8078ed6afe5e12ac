import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { core, replacing, spoiledZip } from '../sample-packages.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'assent-check-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function check(zip: Uint8Array, schemas?: string) {
  const script = join(import.meta.dirname, '../../../../solution/check.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [script, '--dist', folderWith({ 'assent_core.zip': zip })],
    {
      encoding: 'utf8',
      env: { ...process.env, ASSENT_XSD_DIR: schemas ?? '' },
    },
  );
  return { status, stdout, stderr };
}

/** Like Microsoft's in name and shape, and as strict: no attribute is known, a form parameter is described twice. */
const schemas = {
  'CustomizationsSolution.xsd': `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="FormXml.xsd" />
<xs:element name="ImportExportXml"><xs:complexType><xs:sequence><xs:any processContents="skip" maxOccurs="unbounded" /></xs:sequence></xs:complexType></xs:element></xs:schema>`,
  'FormXml.xsd': `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:complexType name="FormXmlControlType"><xs:sequence>
<xs:element name="parameters"><xs:complexType><xs:choice><xs:element name="Url" /><xs:sequence><xs:element name="Url" /></xs:sequence></xs:choice></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:schema>`,
};

test('each finding is told with its file, element and rule, those of the schemas with their line, and the exit code is 1', () => {
  const folder = folderWith(schemas);
  const surprise = replacing('customizations.xml', '<ImportExportXml ', '<ImportExportXml surprise="1" ');
  const key = replacing('customizations.xml', '<AuthType>', '<AuthValue>k3y</AuthValue><AuthType>');

  expect(
    check(
      spoiledZip(core, () => {}),
      folder,
    ),
  ).toMatchObject({ status: 0, stderr: '' });
  const refused = check(
    spoiledZip(core, (parts) => {
      surprise(parts);
      key(parts);
    }),
    folder,
  );
  expect(refused.status).toBe(1);
  expect(refused.stdout).toMatch(/^assent_core\.zip\/customizations\.xml: line 1: .*'surprise'.* \[schema\]$/m);
  expect(refused.stdout).toContain('assent_core.zip/customizations.xml: an element that holds a secret: take it out');
  expect(refused.stdout).toContain('[secrets]');
});

test('without the schemas it says so, checks the rest and ends well', () => {
  const { status, stdout } = check(spoiledZip(core, () => {}));

  expect(status).toBe(0);
  expect(stdout).toMatch(/set ASSENT_XSD_DIR/);
  expect(stdout).toMatch(/1 packages, \d+ components: 0 findings/);
});

test('a folder without the schemas is named', () => {
  const { status, stderr } = check(
    spoiledZip(core, () => {}),
    folderWith({}),
  );

  expect(status).toBe(1);
  expect(stderr).toContain('has no CustomizationsSolution.xsd');
});
