import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { Finding } from './finding.ts';
import type { Package } from './read-package.ts';

const mainSchema = 'CustomizationsSolution.xsd';

/**
 * customizations.xml (tables, forms, views, ribbon, roles, site map) against Microsoft's schemas, which are not ours to hand on:
 * `folder` holds the files of Schemas.zip. Throws where the schemas cannot be read.
 */
export function checkSchema(packages: readonly Package[], folder: string): readonly Finding[] {
  if (!existsSync(join(folder, mainSchema))) throw new Error(`ASSENT_XSD_DIR (${folder}) has no ${mainSchema}.`);
  const schemas = readdirSync(folder).filter((name) => name.endsWith('.xsd'));
  const files = Object.fromEntries(schemas.map((name) => [name, readSchema(folder, name)]));
  xmlRegisterInputProvider(new XmlBufferInputProvider(files));
  using schema = XmlDocument.fromBuffer(readSchema(folder, mainSchema), { url: mainSchema });
  using validator = XsdValidator.fromDoc(schema);
  return packages.flatMap((pack) => validate(pack, validator));
}

function validate(pack: Package, validator: XsdValidator): readonly Finding[] {
  const file = `${pack.zip}/customizations.xml`;
  using document = XmlDocument.fromBuffer(pack.parts.get('customizations.xml') ?? new Uint8Array());
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ line, message }) => ({ file, element: `line ${line}`, message: message.trim() }));
  }
}

/**
 * A schema's file. Of FormXml.xsd the parameters of form controls are left unchecked: their definition is ambiguous by the rules of
 * XML Schema, and libxml2 takes no such schema.
 */
function readSchema(folder: string, name: string): Uint8Array {
  const bytes = readFileSync(join(folder, name));
  if (name !== 'FormXml.xsd') return bytes;
  using document = XmlDocument.fromBuffer(bytes);
  const prefixes = { xs: 'http://www.w3.org/2001/XMLSchema' };
  const path = '//xs:complexType[@name="FormXmlControlType"]//xs:element[@name="parameters"]/xs:complexType';
  for (const parameters of document.find(path, prefixes)) parameters.remove();
  return Buffer.from(document.toString());
}
