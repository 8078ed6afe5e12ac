import rhea from 'rhea';
import { readSectionHead } from './amqp-value.ts';
import type { MessageContent } from './message-content.ts';
import { readMessage } from './read-message.ts';
import { readRawMap, section, writeMapSection } from './sections.ts';

/**
 * The message with application properties added or replaced, as `propertiesToModify` and the dead-letter reason do. Values that are
 * already there keep their AMQP types; new ones get those that the AMQP library chooses for JavaScript values.
 */
export function withApplicationProperties(
  content: MessageContent,
  changes: Readonly<Record<string, unknown>>,
): MessageContent {
  if (Object.keys(changes).length === 0) return content;
  const encoded = rhea.message.encode({ application_properties: changes, body: '' });
  const entries = entriesOf(content.applicationProperties);
  for (const [key, value] of entriesOf(readMessage(encoded).applicationProperties))
    entries.set(key, Buffer.from(value));
  return { ...content, applicationProperties: writeMapSection(section.applicationProperties, entries) };
}

function entriesOf(whole: Buffer | undefined): Map<string, Buffer> {
  return whole ? readRawMap(whole, readSectionHead(whole, 0).value) : new Map();
}
